// Analyzes every case of a folder, from the series to the report, and writes one line per case into cohort.csv: volumes of infarct
// core, penumbra and whole lesion, mismatch ratio, affected side, rule and conditions, warnings. The report of each case is report.html
// in its folder.
//
// A case is a sub-folder (DICOM) or a file (.nii, .nii.gz, .hdr, .tif) of the input folder. Each case gets a folder of its
// own below the output folder. A case that fails is noted in the table and the batch goes on. Run it again and it resumes
// where it stopped: a case that has a parameters.json is finished and is only read again for the table. To do one again,
// delete its folder. No windows are opened; Escape stops the batch.
//
// From the menu: Plugins > Macros > Run..., then choose the two folders.
// Without a display: java -jar perfusionj.jar macro Batch_analysis.ijm "/input/folder|/output/folder|method=cSVD rule=rcbf"
//   (third part: options of the command "analyze", as the macro recorder writes them)
//
// Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length < 2) exit("Give the input folder, the output folder and, if wanted, options: \"/input|/output|method=cSVD\"");
	input = parts[0];
	output = parts[1];
	options = "";
	if (parts.length > 2) options = parts[2];
} else {
	input = getDirectory("Folder with one case per sub-folder or file");
	output = getDirectory("Folder for the results");
	options = getString("Options of the analysis", "aif=auto vof=auto");
}
input = withSlash(input);
output = withSlash(output);
if (!File.isDirectory(input)) exit("There is no folder " + input);
if (input == output) exit("The results need a folder of their own: they would become cases of the next run.");
if (!File.isDirectory(output)) File.makeDirectory(output);
if (!File.isDirectory(output)) exit("The folder " + output + " cannot be made. Make it, or choose another one.");
setBatchMode(true);

keys = newArray("core", "penumbra", "lesion", "mismatch_ratio");
table = output + "cohort.csv";
// a volume means nothing without the conditions under which it holds
File.saveString("case,status,message,core (ml),penumbra (ml),lesion (ml),mismatch ratio,affected side,rule,conditions,warnings\n", table);

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
		message = call("org.perfusionj.host.MacroCalls.run", "analyze", "input=[" + input + cases[i] + "] output=[" + folder + "] " + options);
	}
	if (message == "") {
		File.append(quoted(name) + ",done," + results(folder), table);
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

// The cells of a case behind its status: an empty message, the numbers of the whole brain, the side, the rule, the conditions, the warnings.
function results(folder) {
	lines = linesOf(folder + "/volumes.csv");
	cells = "";
	conditions = "";
	ofImage = false;
	for (l = 0; l < lines.length; l++) {
		if (startsWith(lines[l], "lesion,") && indexOf(lines[l], ",all,") > 0) conditions = lastCell(lines[l]);
		if (indexOf(lines[l], ",image left,") > 0) ofImage = true;
	}
	for (k = 0; k < keys.length; k++) {
		value = "";
		for (l = 0; l < lines.length; l++) {
			columns = split(lines[l], ",");
			// an empty cell, of a number that is not defined, is skipped by split()
			if (columns.length > 3 && columns[0] == keys[k] && columns[2] == "all" && !isNaN(parseFloat(columns[3]))) value = columns[3];
		}
		cells = cells + "," + value;
	}
	lines = linesOf(folder + "/parameters.json");
	side = "";
	rule = "";
	warnings = "";
	inWarnings = false;
	for (l = 0; l < lines.length; l++) {
		line = String.trim(lines[l]);
		if (startsWith(line, "\"affected_side\": ")) side = textOf(substring(line, lengthOf("\"affected_side\": ")));
		// what was found stands behind what was asked for
		if (startsWith(line, "\"rule\": ")) rule = textOf(substring(line, lengthOf("\"rule\": ")));
		if (startsWith(line, "]")) inWarnings = false;
		if (inWarnings) warnings = String.trim(warnings + " " + textOf(line));
		if (line == "\"warnings\": [") inWarnings = true;
	}
	// the files do not say which side of the patient that is
	if (ofImage && (side == "left" || side == "right")) side = "image " + side;
	return cells + "," + quoted(side) + "," + quoted(rule) + "," + conditions + "," + quoted(warnings);
}

// The last cell of a line of a CSV file, with its quotes if it has some.
function lastCell(line) {
	if (!endsWith(line, "\"")) return substring(line, lastIndexOf(line, ",") + 1);
	// quotes inside are doubled: the cell begins at the last one behind a comma that is not
	at = lastIndexOf(line, ",\"");
	while (at > 0 && substring(line, at + 2, at + 3) == "\"") at = lastIndexOf(substring(line, 0, at), ",\"");
	return substring(line, at + 1);
}

function linesOf(file) {
	if (!File.exists(file)) return newArray(0);
	return split(File.openAsString(file), "\n");
}

// The text of a line of a JSON file.
function textOf(line) {
	if (endsWith(line, ",")) line = substring(line, 0, lengthOf(line) - 1);
	line = substring(line, 1, lengthOf(line) - 1);
	return replace(line, "\\\\\"", "\"");
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
