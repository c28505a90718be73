// Compares arterial and venous functions (AIF, VOF) that one or two raters choose with those that AIFNet finds on one series.
//
// Open a series first (Plugins > Perfusion > Open perfusion series). The macro asks each rater for an AIF and a VOF, keeps
// them in the ROI Manager under the names AIF-r1, VOF-r1, AIF-r2, VOF-r2, and shows table and plot of network against rater
// and rater against rater. The network is run after the raters have chosen, so that they do not see what it finds.
//
// Without a display, with ROIs drawn before:
//   java -jar perfusionj.jar macro Compare_AIF_with_raters.ijm "series.nii.gz|rois.zip|/output/folder"
//
// For many cases: Batch_AIF.ijm, then Plugins > Perfusion > Compare AIF/VOF with raters.
//
// Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length != 3) exit("Give the series, the ROI zip and the output folder: \"series.nii.gz|rois.zip|/output\"");
	run("Estimate AIF/VOF (AIFNet)", "input=[" + parts[0] + "] rois=[" + parts[1] + "] output=[" + parts[2] + "]");
	print("The comparison is in " + parts[2] + "/comparison.csv");
} else {
	if (nImages == 0) exit("Open a perfusion series first: Plugins > Perfusion > Open perfusion series");
	series = getImageID();
	raters = getNumber("How many raters (1 or 2)?", 1);
	for (rater = 1; rater <= raters; rater++) {
		choose("AIF-r" + rater, "Rater " + rater + ": arterial input function", "Click a voxel of a large artery on the healthy side that is early, high and narrow. Then press OK.");
		choose("VOF-r" + rater, "Rater " + rater + ": venous output function", "Click the middle of a large sinus (superior sagittal). Then press OK.");
	}
	selectImage(series);
	run("Estimate AIF/VOF (AIFNet)", "vessel=both");
}

// Lets a rater choose voxels on the series and keeps them in the ROI Manager under a name; an earlier one of that name is replaced.
function choose(name, title, what) {
	selectImage(series);
	run("Select None");
	setTool("point");
	waitForUser(title, what);
	selectImage(series);
	if (selectionType() == -1) exit("There is no selection: click a voxel with the point tool.");
	for (i = roiManager("count") - 1; i >= 0; i--) {
		if (RoiManager.getName(i) == name) {
			roiManager("select", i);
			roiManager("delete");
		}
	}
	roiManager("add");
	roiManager("select", roiManager("count") - 1);
	roiManager("rename", name);
	roiManager("deselect");
	run("Select None");
}
