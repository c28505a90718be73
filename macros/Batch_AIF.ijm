// Finds the arterial and venous functions (AIF, VOF) of every case of a folder with AIFNet and writes one line per case into
// cohort.csv.
//
// A case is a sub-folder (DICOM) or a file (.nii, .nii.gz, .hdr, .tif) of the input folder. Each case gets a folder of its
// own below the output folder, whose curves.csv other commands take as aif=curves.csv. A file case1.zip beside case1 holds
// ROIs of raters (AIF, VOF, of a second rater AIF-r2, VOF-r2), with which the network is compared; "Compare AIF/VOF with
// raters" makes the statistics of the whole output folder afterwards. A case that fails is noted in the table and the batch
// goes on. Run it again and it resumes where it stopped: a case that has a parameters.json is finished and is only read again
// for the table. To do one again, delete its folder. No windows are opened; Escape stops the batch.
//
// From the menu: Plugins > Macros > Run..., then choose the two folders.
// Without a display: java -jar perfusionj.jar macro Batch_AIF.ijm "/input/folder|/output/folder|vessel=both device=cpu"
//   (third part: options of the command "aif", as the macro recorder writes them)
//
// Look at every curve whose verdict is not good before you use it. Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length < 2) exit("Give the input folder, the output folder and, if wanted, options: \"/input|/output|vessel=both\"");
	input = parts[0];
	output = parts[1];
	options = "";
	if (parts.length > 2) options = parts[2];
} else {
	input = getDirectory("Folder with one case per sub-folder or file");
	output = getDirectory("Folder for the results");
	options = getString("Options of the search", "vessel=both model=auto device=auto");
}
input = withSlash(input);
output = withSlash(output);
if (!File.isDirectory(input)) exit("There is no folder " + input);
if (input == output) exit("The results need a folder of their own: they would become cases of the next run.");
if (!File.isDirectory(output)) File.makeDirectory(output);
if (!File.isDirectory(output)) exit("The folder " + output + " cannot be made. Make it, or choose another one.");
setBatchMode(true);

vessels = newArray("AIF", "VOF");
numbers = newArray("peak", "time_to_peak_s", "bolus_arrival_s", "fwhm_s", "noise", "effective_voxels");
table = output + "cohort.csv";
header = "case,status,message";
for (v = 0; v < vessels.length; v++) {
	header = header + "," + vessels[v] + " verdict";
	for (n = 0; n < numbers.length; n++)
		header = header + "," + vessels[v] + " " + numbers[n];
}
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
notGood = 0;
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
		raters = "";
		if (File.exists(input + names[i] + ".zip")) raters = " rois=[" + input + names[i] + ".zip]";
		message = call("org.perfusionj.host.MacroCalls.run", "aif", "input=[" + input + cases[i] + "] output=[" + folder + "]" + raters + " " + options);
	}
	if (message == "") {
		cells = metrics(folder + "/metrics.csv");
		File.append(quoted(name) + ",done," + cells, table);
		if (indexOf(cells, "doubtful") >= 0 || indexOf(cells, "unusable") >= 0) notGood++;
		done++;
	} else {
		print("  failed: " + message);
		File.append(quoted(name) + ",failed," + quoted(message), table);
		failed++;
	}
}
showProgress(1);
print("" + done + " cases done (" + notGood + " with a curve that is not good), " + failed + " failed: " + table);

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

// The cells of a case behind its status: an empty message, and verdict and numbers of both vessels.
function metrics(file) {
	lines = newArray(0);
	if (File.exists(file)) lines = split(File.openAsString(file), "\n");
	cells = "";
	for (v = 0; v < vessels.length; v++) {
		its = ",";
		for (n = 0; n < numbers.length; n++)
			its = its + ",";
		for (l = 1; l < lines.length; l++) {
			if (startsWith(lines[l], vessels[v] + ",")) {
				its = "," + cell(lines[0], lines[l], "verdict");
				for (n = 0; n < numbers.length; n++)
					its = its + "," + cell(lines[0], lines[l], numbers[n]);
			}
		}
		cells = cells + its;
	}
	return cells;
}

// One cell of a line, by the name of its column. The columns wanted here lie before the only one whose text may hold commas.
function cell(header, line, column) {
	columns = split(header, "(,)");
	values = split(line, "(,)");
	for (c = 0; c < columns.length; c++)
		if (columns[c] == column && c < values.length) return values[c];
	return "";
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
