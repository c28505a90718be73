package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;

import ij.gui.PointRoi;
import ij.gui.Roi;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.io.SmallCase;
import org.perfusionj.work.WorkMonitor;

/** The macros that users get, run by the runnable jar without a display as they would run them. */
@Timeout(300)
class MacrosIT {

	private static final Path MACROS = Path.of("macros");
	private static final String LABEL = "Deconvolve (sSVD/cSVD/oSVD/Tikhonov)";

	@TempDir
	private Path folder;

	private Path cases;
	private Path results;

	@BeforeEach
	void blanksInTheFolders() throws IOException {
		cases = Files.createDirectory(folder.resolve("my cases"));
		results = folder.resolve("my results");
	}
}
