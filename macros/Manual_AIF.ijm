// Compares a manual with the automatic arterial input function (AIF) on one series.
//
// Open a series first (Plugins > Perfusion > Open perfusion series). The macro asks for an AIF and, if wanted, a VOF,
// keeps both in the ROI Manager under the names AIF and VOF, and makes maps with them and with the automatic selection.
//
// Without a display, with ROIs drawn before:
//   java -jar perfusionj.jar macro Manual_AIF.ijm "series.nii.gz|rois.zip|/output/folder"
//
// Research use only, not for diagnosis.

argument = getArgument();
if (argument != "") {
	parts = split(argument, "|");
	if (parts.length != 3) exit("Give the series, the ROI zip and the output folder: \"series.nii.gz|rois.zip|/output\"");
	run("Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", "input=[" + parts[0] + "] output=[" + parts[2] + "/manual] aif=roi vof=auto rois=[" + parts[1] + "]");
	run("Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", "input=[" + parts[0] + "] output=[" + parts[2] + "/automatic] aif=auto vof=auto");
	print("Compare " + parts[2] + "/manual with " + parts[2] + "/automatic");
} else {
	if (nImages == 0) exit("Open a perfusion series first: Plugins > Perfusion > Open perfusion series");
	series = getImageID();
	draw("AIF", "Arterial input function", "Go to a slice with a large artery (middle or anterior cerebral, carotid)\non the healthy side and click an artery voxel that is early, high and narrow\n(several points: hold shift). Then press OK.");
	vof = "auto";
	if (getBoolean("Choose a venous output function too?", "Choose", "Find it automatically")) {
		draw("VOF", "Venous output function", "Click the middle of a large sinus (superior sagittal). Then press OK.");
		vof = "roi";
	}
	run("Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", "aif=roi vof=" + vof);
	selectImage(series);
	run("Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", "aif=auto vof=auto");
}

// Lets the user choose voxels on the series and keeps them in the ROI Manager under a name. Earlier ones of that name would
// be averaged with them: they are renamed, and measured like any other region.
function draw(name, title, what) {
	selectImage(series);
	run("Select None");
	setTool("point");
	waitForUser(title, what);
	selectImage(series);
	if (selectionType() == -1) exit("There is no selection: click a voxel with the point tool.");
	roiManager("add");
	roiManager("select", roiManager("count") - 1);
	roiManager("rename", name);
	for (i = roiManager("count") - 2; i >= 0; i--) {
		if (RoiManager.getName(i) == name) {
			roiManager("select", i);
			roiManager("rename", "earlier " + name);
		}
	}
	roiManager("deselect");
	run("Select None");
}
