// Deep residue estimation of every case of a folder, with one line per case in cohort.csv.
//
// A case is a sub-folder (DICOM) or a file (.nii, .nii.gz, .hdr, .tif) of the input folder. Each case gets a folder of its
// own below the output folder. A case that fails is noted in the table and the batch goes on. Run it again and it resumes
// where it stopped: a case that has a parameters.json is finished and is only read again for the table. To do one again,
// delete its folder. No windows are opened; Escape stops the batch.
//
// From the menu: Plugins > Macros > Run..., then choose the two folders.
// Without a display: java -jar perfusionj.jar macro Batch_residue.ijm "/input/folder|/output/folder|device=cpu"
//   (third part: options of the command "residue", as the macro recorder writes them)
//
// Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length < 2) exit("Give the input folder, the output folder and, if wanted, options: \"/input|/output|device=cpu\"");
	input = parts[0];
	output = parts[1];
	options = "";
	if (parts.length > 2) options = parts[2];
} else {
	input = getDirectory("Folder with one case per sub-folder or file");
	output = getDirectory("Folder for the results");
	options = getString("Options of the estimation", "aif=auto vof=auto device=auto");
}
input = withSlash(input);
output = withSlash(output);
if (!File.isDirectory(input)) exit("There is no folder " + input);
if (input == output) exit("The results need a folder of their own: they would become cases of the next run.");
if (!File.isDirectory(output)) File.makeDirectory(output);
if (!File.isDirectory(output)) exit("The folder " + output + " cannot be made. Make it, or choose another one.");
setBatchMode(true);

maps = newArray("CBF", "CBV", "MTT", "BAD", "TTP", "CBF_sd", "BAD_sd");
units = newArray("ml/100 g/min", "ml/100 g", "s", "s", "s", "ml/100 g/min", "s");
table = output + "cohort.csv";
header = "case,status,message";
for (m = 0; m < maps.length; m++)
	header = header + ",mean brain " + maps[m] + " (" + units[m] + "),median brain " + maps[m] + " (" + units[m] + ")";
File.saveString(header + "\n", table);

cases = getFileList(input);
names = newArray(cases.length);
for (i = 0; i < cases.length; i++) {
	names[i] = caseName(cases[i]);
	// results inside the input folder
	if (input + cases[i] == output) names[i] = "";
}
done = 0;
failed = 0;
for (i = 0; i < cases.length; i++) {
	if (names[i] == "") continue;
	name = names[i];
	// case1.nii.gz beside a folder case1: both keep all of their names
	for (k = 0; k < cases.length; k++)
		if (k != i && names[k] == names[i]) name = replace(cases[i], "/", "_folder");
	showProgress(i, cases.length);
	folder = output + name;
	message = "";
	if (!File.exists(folder + "/parameters.json")) {
		print("Case " + name);
		message = call("org.perfusionj.host.MacroCalls.run", "residue", "input=[" + input + cases[i] + "] output=[" + folder + "] " + options);
	}
	if (message == "") {
		File.append(quoted(name) + ",done," + statistics(folder + "/summary.csv"), table);
		done++;
	} else {
		print("  failed: " + message);
		File.append(quoted(name) + ",failed," + quoted(message), table);
		failed++;
	}
}
showProgress(1);
print("" + done + " cases done, " + failed + " failed: " + table);

// Name of the case, or "" for a file that is none.
function caseName(file) {
	if (startsWith(file, ".")) return "";
	if (endsWith(file, "/")) return substring(file, 0, lengthOf(file) - 1);
	lower = toLowerCase(file);
	endings = newArray(".nii.gz", ".nii", ".hdr", ".tif", ".tiff");
	for (e = 0; e < endings.length; e++)
		if (endsWith(lower, endings[e])) return substring(file, 0, lengthOf(file) - lengthOf(endings[e]));
	return "";
}

// The cells of a case behind its status: an empty message, and mean and median of every map over the brain.
function statistics(file) {
	lines = newArray(0);
	if (File.exists(file)) lines = split(File.openAsString(file), "\n");
	cells = "";
	for (m = 0; m < maps.length; m++) {
		both = ",";
		for (l = 0; l < lines.length; l++) {
			if (startsWith(lines[l], "brain," + maps[m] + ",")) {
				columns = split(lines[l], ",");
				both = columns[3] + "," + columns[5];
			}
		}
		cells = cells + "," + both;
	}
	return cells;
}

// A text as one cell of a CSV file.
function quoted(text) {
	if (indexOf(text, ",") < 0 && indexOf(text, "\"") < 0 && indexOf(text, "\n") < 0) return text;
	return "\"" + replace(replace(text, "\"", "\"\""), "\n", " ") + "\"";
}

function withSlash(folder) {
	if (endsWith(folder, "/") || endsWith(folder, File.separator)) return folder;
	return folder + "/";
}
