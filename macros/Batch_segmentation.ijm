// Infarct core and penumbra of every case of a folder, with one line of volumes per case in cohort.csv.
//
// A case is a sub-folder with maps, as "Deconvolve" and "Deep residue estimation" write them (CBF, CBV, MTT, Tmax or BAD, mask, ...),
// or a series, whose maps are made first: a sub-folder (DICOM) or a file (.nii, .nii.gz, .hdr, .tif). Each case gets a folder of its own
// below the output folder; the maps are not touched. A case that fails is noted in the table and the batch goes on. Run it again and it
// resumes where it stopped: a case that has a parameters.json is finished and is only read again for the table. To do one again, delete
// its folder. No windows are opened; Escape stops the batch.
//
// From the menu: Plugins > Macros > Run..., then choose the two folders.
// Without a display: java -jar perfusionj.jar macro Batch_segmentation.ijm "/maps/folder|/output/folder|rule=rcbf"
//   (third part: options of the command "segment", as the macro recorder writes them)
//
// Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length < 2) exit("Give the folder of maps, the output folder and, if wanted, options: \"/maps|/output|rule=rcbf\"");
	input = parts[0];
	output = parts[1];
	options = "";
	if (parts.length > 2) options = parts[2];
} else {
	input = getDirectory("Folder with the maps of one case per sub-folder");
	output = getDirectory("Folder for the results");
	options = getString("Options of the segmentation", "signal=auto");
}
input = withSlash(input);
output = withSlash(output);
if (!File.isDirectory(input)) exit("There is no folder " + input);
if (input == output) exit("The results need a folder of their own: they would become cases of the next run.");
if (!File.isDirectory(output)) File.makeDirectory(output);
if (!File.isDirectory(output)) exit("The folder " + output + " cannot be made. Make it, or choose another one.");
setBatchMode(true);

// rows of volumes.csv that become columns: key and region; a rule that says nothing of a core leaves its cells empty
keys = newArray("core", "penumbra", "lesion", "mismatch_volume", "mismatch_ratio", "hypoperfusion_intensity_ratio", "core", "core", "lesion", "lesion", "tissue");
regions = newArray("all", "all", "all", "all", "all", "all", "left", "right", "left", "right", "all");
table = output + "cohort.csv";
header = "case,status,message,rule,affected_side";
for (k = 0; k < keys.length; k++) {
	unit = "_ml";
	if (endsWith(keys[k], "ratio")) unit = "";
	place = "";
	if (regions[k] != "all") place = "_" + regions[k];
	header = header + "," + keys[k] + place + unit;
}
// sides: "patient", or "image" where the files do not say which side of the patient the left of the image is
// a volume means nothing without the conditions under which it holds
File.saveString(header + ",sides,conditions,warnings\n", table);

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
		message = call("org.perfusionj.host.MacroCalls.run", "segment", "input=[" + input + cases[i] + "] output=[" + folder + "] " + options);
	}
	if (message == "") {
		File.append(quoted(name) + ",done,," + numbers(folder), table);
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

// The cells of a case behind its message.
function numbers(folder) {
	lines = newArray(0);
	if (File.exists(folder + "/volumes.csv")) lines = split(File.openAsString(folder + "/volumes.csv"), "\n");
	found = newArray(keys.length);
	for (k = 0; k < keys.length; k++) found[k] = "";
	conditions = "";
	sides = "patient";
	for (l = 1; l < lines.length; l++) {
		columns = cells(lines[l]);
		if (columns.length < 6) continue;
		for (k = 0; k < keys.length; k++)
			if (columns[0] == keys[k] && (columns[2] == regions[k] || columns[2] == "image " + regions[k])) found[k] = columns[3];
		if (startsWith(columns[2], "image ")) sides = "image";
		if (columns[0] == "lesion" && columns[2] == "all") conditions = columns[5];
	}
	json = split(File.openAsString(folder + "/parameters.json"), "\n");
	// a call at the beginning would be taken for a number
	text = "" + said(json, "rule") + "," + said(json, "affected_side");
	for (k = 0; k < keys.length; k++) text = text + "," + found[k];
	warnings = countWarnings(json);
	return text + "," + sides + "," + quoted(conditions) + "," + warnings;
}

// A line of a CSV file as an array: texts in quotes may hold commas.
function cells(line) {
	parts = split(line, "\"");
	plain = "";
	// what stands between two quotes has an odd index if the line does not begin with one
	first = 1;
	if (startsWith(line, "\"")) first = 0;
	for (p = 0; p < parts.length; p++) {
		if (p % 2 == first % 2) plain = plain + replace(parts[p], ",", "\t");
		else plain = plain + parts[p];
	}
	// split leaves empty cells out
	while (indexOf(plain, ",,") >= 0) plain = replace(plain, ",,", ", ,");
	all = split(plain, ",");
	for (p = 0; p < all.length; p++) {
		all[p] = replace(all[p], "\t", ",");
		if (all[p] == " ") all[p] = "";
	}
	return all;
}

// The last value that parameters.json gives a name: what was found stands behind what was asked for.
function said(json, name) {
	value = "";
	for (l = 0; l < json.length; l++) {
		at = indexOf(json[l], "\"" + name + "\": \"");
		if (at >= 0) value = substring(json[l], at + lengthOf(name) + 5, lastIndexOf(json[l], "\""));
	}
	return value;
}

// How many warnings a case has; they stand in its parameters.json.
function countWarnings(json) {
	count = 0;
	inside = false;
	for (l = 0; l < json.length; l++) {
		if (inside && indexOf(json[l], "]") >= 0 && indexOf(json[l], "\"") < 0) inside = false;
		if (inside) count++;
		if (indexOf(json[l], "\"warnings\": [") >= 0 && indexOf(json[l], "]") < 0) inside = true;
	}
	return count;
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
