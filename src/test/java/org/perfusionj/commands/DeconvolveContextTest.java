package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

import ij.ImagePlus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.prefs.PrefService;

import org.perfusionj.images.SeriesWindow;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.PerfusionSeries;

/** The command in a bare SciJava context with all pre- and postprocessors, called as a script of Fiji calls it. */
@Timeout(60)
class DeconvolveContextTest {

	@TempDir
	private Path folder;

	private Context context;

	@BeforeEach
	void setUp() {
		context = new Context();
		forgetLastValues();
	}

	@AfterEach
	void tearDown() {
		forgetLastValues();
		context.dispose();
	}

	private void forgetLastValues() {
		context.service(PrefService.class).clear(DeconvolveCommand.class);
	}

	@Test
	void anImageAndAFileOfItGiveTheSame() throws Exception {
		// SETUP
		final PerfusionSeries series = SampleFiles.slices(1, 2);
		final ImagePlus image = SeriesWindow.of(series);
		final Path file = SampleFiles.nifti(folder.resolve("a case.nii.gz"), series);

		// EXECUTE: numbers and flags may come as texts
		final DeconvolveCommand fromImage = run(Map.of("image", image, "output", folder.resolve("from image").toString(), "method", "cSVD", "filter", "gaussian", "smoothing_mm", 6));
		final DeconvolveCommand fromFile = run(Map.of("input", file.toString(), "output", folder.resolve("from file").toString(), "method", "cSVD", "filter", "gaussian", "smoothing_mm", "6", "overwrite", "false"));

		// VERIFY
		assertFalse(fromImage.isCanceled(), fromImage.getCancelReason());
		assertFalse(fromFile.isCanceled(), fromFile.getCancelReason());
		for (final String map : new String[] { "CBF", "CBV", "MTT", "Tmax", "TTP" })
			for (int z = 0; z < 2; z++)
				assertArrayEquals(NiftiVolumes.readVolume(folder.resolve("from file/" + map + ".nii.gz")).plane(z), NiftiVolumes.readVolume(folder.resolve("from image/" + map + ".nii.gz")).plane(z), 0, map);
		assertTrue(Files.readString(folder.resolve("from image/parameters.json")).contains("\"method\": \"cSVD\""));
		assertEquals("sample", image.getTitle());
	}

	@Test
	void whatIsWrongIsTheReasonOfTheCancel() throws Exception {
		final DeconvolveCommand nothing = run(Map.of("output", folder.resolve("out").toString()));
		assertTrue(nothing.isCanceled() && nothing.getCancelReason().contains("There is no input"), nothing.getCancelReason());
		final DeconvolveCommand notShown = run(Map.of("image", SeriesWindow.of(SampleFiles.slices(1, 1))));
		assertTrue(notShown.isCanceled() && notShown.getCancelReason().contains("Give a folder"), notShown.getCancelReason());
		assertFalse(Files.exists(folder.resolve("out")));
	}

	private DeconvolveCommand run(final Map<String, Object> inputs) throws Exception {
		final Future<CommandModule> future = context.service(CommandService.class).run(DeconvolveCommand.class, true, new HashMap<>(inputs));
		return (DeconvolveCommand) future.get().getCommand();
	}
}
