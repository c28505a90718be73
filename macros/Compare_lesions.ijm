// Compares the lesions that were found in a folder of cases with reference masks.
//
// Every folder in the input folder is a case and holds the masks that were found (core.nii.gz and penumbra.nii.gz, as the macro
// Batch_segmentation.ijm writes them). The folder of references holds a folder of the same name for each case, with its
// reference masks under the same names; folders of phantoms are such. A case that cannot be compared is listed with its
// reason, and the others go on. The results (tables, plots, report.md) are in the output folder.
//
// From the menu: Plugins > Macros > Run..., then choose the folders.
// Without a display: java -jar perfusionj.jar macro Compare_lesions.ijm "/results/manual|/references|/results/lesions|others=/results/auto"
//   (fourth part: options of the command "compare-lesions", as the macro recorder writes them)
//
// Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length < 3) exit("Give the folder of results, the folder of references, the output folder and, if wanted, options: \"/results/manual|/references|/results/lesions|others=/results/auto\"");
	input = parts[0];
	references = parts[1];
	output = parts[2];
	options = "";
	if (parts.length > 3) options = parts[3];
} else {
	input = getDirectory("Folder with the results of each case");
	references = getDirectory("Folder with the references of each case");
	output = getDirectory("Folder for the comparison");
	options = getString("Options of the comparison", "found_core=auto found_lesion=auto reference_core=auto reference_lesion=auto");
}
if (!File.isDirectory(input)) exit("There is no folder " + input);
if (!File.isDirectory(references)) exit("There is no folder " + references);
setBatchMode(true);
run("Compare lesions with reference", "input=[" + input + "] references=[" + references + "] output=[" + output + "] " + options);
print("The comparison is in " + output + "/report.md");
