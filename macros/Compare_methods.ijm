// Compares perfusion methods in normal and ischaemic tissue over a folder of scans with lesion masks.
//
// Every folder in the input folder is a case: its series (series.nii.gz, the only image, or DICOM files) and its lesion mask
// (lesion.nii.gz). Folders of phantoms are cases, too. A case that cannot be used is listed with its reason, and the others
// go on. The results (tables, plots, report.md) are in the output folder.
//
// From the menu: Plugins > Macros > Run..., then choose the two folders.
// Without a display: java -jar perfusionj.jar macro Compare_methods.ijm "/cases|/results/methods|methods=sSVD,cSVD,oSVD"
//   (third part: options of the command "compare-methods", as the macro recorder writes them)
//
// Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length < 2) exit("Give the folder of cases, the output folder and, if wanted, options: \"/cases|/results|methods=all\"");
	input = parts[0];
	output = parts[1];
	options = "";
	if (parts.length > 2) options = parts[2];
} else {
	input = getDirectory("Folder with a folder for each case");
	output = getDirectory("Folder for the results");
	options = getString("Options of the comparison", "methods=all aif=auto vof=auto lesion=auto");
}
if (!File.isDirectory(input)) exit("There is no folder " + input);
setBatchMode(true);
run("Compare methods on tissue", "input=[" + input + "] output=[" + output + "] " + options);
print("The comparison is in " + output + "/report.md");
