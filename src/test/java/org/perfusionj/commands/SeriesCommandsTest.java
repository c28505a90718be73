package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.log.LogMessage;
import org.scijava.log.LogService;

import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.simulation.SampleSeries;
import org.perfusionj.work.WorkMonitor;

/** The command that opens and converts series, as a script runs it. */
class SeriesCommandsTest {

	private final List<String> log = Collections.synchronizedList(new ArrayList<>());
	private Context context;

	@TempDir
	private Path folder;

	@BeforeEach
	void setUp() {
		context = new Context();
		context.service(LogService.class).addLogListener((final LogMessage message) -> log.add(message.text()));
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void aSeriesIsWrittenIntoAFolder() throws Exception {
		final Path out = folder.resolve("a/folder");
		final PerfusionSeries series = SampleSeries.create(7).series();

		assertDone(run(OpenSeriesCommand.class, "input", SampleFiles.nifti(folder.resolve("case.nii"), series).toString(), "output", out.toString()));

		assertSameSeries(series, out.resolve("series.nii.gz"));
		assertTrue(log.stream().anyMatch(line -> line.contains("128 x 128 x 4 voxels of 2 x 2 x 8 mm, 50 frames, one every 1 s; CT")), log.toString());
	}

	@Test
	void existingFilesAreKeptUnlessSaidOtherwise() throws Exception {
		final String input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.slices(1, 1)).toString();
		final Path out = Files.createDirectory(folder.resolve("out"));
		Files.writeString(out.resolve("series.nii.gz"), "kept");

		final PerfusionCommand refused = run(OpenSeriesCommand.class, "input", input, "output", out.toString());
		assertTrue(refused.getCancelReason().contains("overwrite=true"), refused.getCancelReason());
		assertEquals("kept", Files.readString(out.resolve("series.nii.gz")));
		assertDone(run(OpenSeriesCommand.class, "input", input, "output", out.toString(), "overwrite", true));
		assertSameSeries(SampleFiles.slices(1, 1), out.resolve("series.nii.gz"));
	}

	@Test
	void seriesGoesThroughEveryFormat() throws Exception {
		final PerfusionSeries series = SampleSeries.create(1).series();
		final String nifti = SampleFiles.nifti(folder.resolve("first.nii"), series).toString();
		final String copy = folder.resolve("out/case.nii").toString();
		final String tiff = folder.resolve("case.tif").toString();

		assertDone(run(OpenSeriesCommand.class, "input", nifti, "output", copy));
		try (var files = Files.list(folder.resolve("out"))) {
			assertEquals(List.of("case.nii"), files.map(path -> path.getFileName().toString()).toList(), "a file holds the series alone");
		}
		assertDone(run(OpenSeriesCommand.class, "input", copy, "output", tiff));
		assertDone(run(OpenSeriesCommand.class, "input", tiff, "output", folder.resolve("back").toString()));

		assertSameSeries(series, folder.resolve("back/series.nii.gz"));
	}

	@Test
	void whatTheUserSaysIsUsed() throws Exception {
		SampleFiles.nifti(folder.resolve("case.nii.gz"), SampleFiles.sample().series());

		assertDone(run(OpenSeriesCommand.class, "input", folder.resolve("case.nii.gz").toString(), "frame_interval_s", 2.5, "signal", "MR", "output", folder.resolve("mr.nii.gz").toString()));

		assertTrue(log.stream().anyMatch(line -> line.contains("one every 2.5 s; MR")), log.toString());
		assertTrue(Files.readString(folder.resolve("mr.json")).contains("MR"));
	}

	@Test
	void errorsSayWhatToDo() throws Exception {
		final PerfusionCommand missing = run(OpenSeriesCommand.class, "input", folder.resolve("none.nii").toString());
		assertTrue(missing.failure().orElseThrow().getMessage().contains("does not exist"), missing.getCancelReason());
		Files.writeString(folder.resolve("notes.txt"), "text");
		final PerfusionCommand unknown = run(OpenSeriesCommand.class, "input", folder.resolve("notes.txt").toString());
		assertTrue(unknown.failure().orElseThrow().getMessage().contains("Bio-Formats"), unknown.getCancelReason());
		Files.writeString(folder.resolve("old.nii"), "kept");
		final PerfusionCommand existing = run(OpenSeriesCommand.class, "input", folder.resolve("notes.txt").toString(), "output", folder.resolve("old.nii").toString());
		assertTrue(existing.getCancelReason().contains("exists already"), existing.getCancelReason());
		assertEquals("kept", Files.readString(folder.resolve("old.nii")));
	}

	private PerfusionCommand run(final Class<? extends Command> command, final Object... inputs) throws Exception {
		return (PerfusionCommand) context.service(CommandService.class).run(command, false, inputs).get().getCommand();
	}

	private static void assertDone(final PerfusionCommand command) {
		assertFalse(command.isCanceled(), command.getCancelReason());
	}

	private static void assertSameSeries(final PerfusionSeries expected, final Path file) throws Exception {
		final PerfusionSeries series = new NiftiReader().read(file, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		assertEquals(expected.frames(), series.frames());
		assertEquals(expected.times().meanIntervalS(), series.times().meanIntervalS());
		assertTrue(expected.grid().sameSize(series.grid()));
		assertArrayEquals(expected.grid().orientation().affine(), series.grid().orientation().affine(), 1e-5);
		final float[] one = new float[expected.grid().planeSize()];
		final float[] other = new float[one.length];
		for (int t = 0; t < expected.frames(); t += 7)
			for (int z = 0; z < expected.grid().slices(); z++) {
				expected.planes().read(z, t, one);
				series.planes().read(z, t, other);
				assertArrayEquals(one, other);
			}
	}
}
