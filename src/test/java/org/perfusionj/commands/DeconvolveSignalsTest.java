package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.simulation.SampleTissue;

/** Kinds of signal and of timing: MR, irregular frames, slices at different times, scans that stop too early. */
class DeconvolveSignalsTest {

	private static final String[] CURVES = { "vof=none", "partial_volume=none" };
	private static final Deconvolved.VoxelTest GREY = (z, i) -> SampleFiles.sample().labels().plane(SampleFiles.SLICE)[i] == SampleTissue.GREY.ordinal();
	private static final Deconvolved.VoxelTest PENUMBRA = (z, i) -> SampleFiles.sample().labels().plane(SampleFiles.SLICE)[i] == SampleTissue.WHITE_PENUMBRA.ordinal();

	private static final Deconvolved.VoxelTest WHITE = (z, i) -> SampleFiles.sample().labels().plane(SampleFiles.SLICE)[i] == SampleTissue.WHITE.ordinal();
	private static final float[][] FRAMES = new float[50][];

	@TempDir
	private static Path folder;

	private static PerfusionSeries series;
	private static Path aif;
	private static Deconvolved regular;

	@BeforeAll
	static void write() throws Exception {
		series = SampleFiles.slices(SampleFiles.SLICE, 1);
		aif = SampleFiles.trueAif(folder);
		regular = run("regular", series, "aif=" + aif);
	}

	private static Deconvolved run(final String name, final PerfusionSeries of, final String... more) throws Exception {
		final String[] all = Arrays.copyOf(CURVES, CURVES.length + more.length);
		System.arraycopy(more, 0, all, CURVES.length, more.length);
		return Deconvolved.of(SampleFiles.nifti(folder.resolve(name + ".nii"), of), folder.resolve(name), all);
	}

	/** HU above the mean of the first nine frames. */
	private static float[][] enhancement() {
		final float[][] frames = new float[series.frames()][series.grid().planeSize()];
		for (int t = 0; t < frames.length; t++)
			series.planes().read(0, t, frames[t]);
		for (int i = 0; i < frames[0].length; i++) {
			double baseline = 0;
			for (int t = 0; t < 9; t++)
				baseline += frames[t][i] / 9;
			for (final float[] frame : frames)
				frame[i] -= (float) baseline;
		}
		return frames;
	}

	@Test
	void mrGivesWhatItsConcentrationGives() throws Exception {
		// SETUP: S = S0 exp(-TE k C) with S0 from the tissue, TE 30 ms, k 0.25 1/s for each HU
		final double perHu = 0.25;
		final double echoTimeS = 0.03;
		final float[][] concentration = enhancement();
		final float[] labels = SampleFiles.sample().labels().plane(SampleFiles.SLICE);
		final PerfusionSeries mr = SampleFiles.series(series.grid(), series.times(), SignalType.MR, (x, y, z, t) -> {
			final int i = y * 128 + x;
			final SampleTissue tissue = SampleTissue.values()[(int) labels[i]];
			final double s0 = tissue == SampleTissue.AIR ? 2 : tissue == SampleTissue.SKULL ? 40 : 400 + 10 * tissue.ordinal();
			return s0 * Math.exp(-echoTimeS * perHu * concentration[t][i]);
		});
		final PerfusionSeries given = SampleFiles.series(series.grid(), series.times(), SignalType.CONCENTRATION, (x, y, z, t) -> perHu * concentration[t][y * 128 + x]);
		final TimeCurve hu = SampleFiles.sample().aif();
		final Path curve = SampleFiles.curves(folder.resolve("relaxation.csv"), new TimeCurve(hu.times(), Arrays.stream(hu.values()).map(value -> perHu * value).toArray()), Optional.empty());
		SampleFiles.nifti(folder.resolve("mr.nii"), mr);
		final Path sidecar = folder.resolve("mr.json");
		final JsonObject json = JsonParser.parseString(Files.readString(sidecar)).getAsJsonObject();
		json.addProperty("EchoTime", echoTimeS);
		Files.writeString(sidecar, json.toString());

		// EXECUTE: modality and echo time come from the sidecar
		final Deconvolved result = Deconvolved.of(folder.resolve("mr.nii"), folder.resolve("mr"), "aif=" + curve, "vof=none", "partial_volume=none", "baseline_end_s=8", "mask=" + regular.folder().resolve("mask.nii.gz"));
		final Deconvolved expected = run("concentration", given, "aif=" + curve, "mask=" + regular.folder().resolve("mask.nii.gz"));

		// VERIFY
		assertEquals("MR", result.texts("resolved").get("signal"));
		assertEquals(30, Double.parseDouble(result.texts("resolved").get("echo_time_ms")), 1e-6);
		assertEquals("concentration", expected.texts("resolved").get("signal"));
		for (final Deconvolved.VoxelTest tissue : List.of(GREY, PENUMBRA)) {
			System.out.printf(Locale.ROOT, "MR against its concentration: CBF %.3f (%.3f), CBV %.3f (%.3f)%n", result.mean("CBF", tissue), expected.mean("CBF", tissue), result.mean("CBV", tissue), expected.mean("CBV", tissue));
			// S0 is the mean of noisy signals, which is a little more than the signal of the mean concentration: 0.08 HU here in every frame
			assertEquals(1, result.mean("CBF", tissue) / expected.mean("CBF", tissue), 0.01);
			assertEquals(1, result.mean("CBV", tissue) / expected.mean("CBV", tissue), tissue == GREY ? 0.025 : 0.06);
		}
		// the sidecar is an input like the image
		assertEquals(List.of("input", "input", "aif", "mask"), result.json().getAsJsonArray("inputs").asList().stream().map(file -> file.getAsJsonObject().get("role").getAsString()).toList());
		final Deconvolved other = Deconvolved.of(folder.resolve("mr.nii"), folder.resolve("mr 60"), "aif=" + curve, "vof=none", "partial_volume=none", "baseline_end_s=8", "echo_time_ms=60", "mask=" + regular.folder().resolve("mask.nii.gz"));
		assertEquals(0.5, other.mean("CBV", GREY) / result.mean("CBV", GREY), 1e-3, "what the user says counts");

		json.remove("EchoTime");
		Files.writeString(sidecar, json.toString());
		Deconvolved.refused(1, folder.resolve("mr.nii"), folder.resolve("no echo time"), List.of("aif=" + curve), "needs its echo time", "echo_time_ms=30");
	}

	@Test
	void mrFindsMaskAndVesselsByItself() throws Exception {
		final float[][] concentration = enhancement();
		final float[] labels = SampleFiles.sample().labels().plane(SampleFiles.SLICE);
		final PerfusionSeries mr = SampleFiles.series(series.grid(), series.times(), SignalType.MR, (x, y, z, t) -> {
			final int i = y * 128 + x;
			final SampleTissue tissue = SampleTissue.values()[(int) labels[i]];
			final double s0 = tissue == SampleTissue.AIR ? 5 : tissue == SampleTissue.SKULL ? 30 : tissue == SampleTissue.CSF ? 700 : 400;
			return s0 * Math.exp(-0.0075 * concentration[t][i]);
		});
		final Deconvolved result = Deconvolved.of(SampleFiles.nifti(folder.resolve("auto mr.nii"), mr), folder.resolve("auto mr"), "echo_time_ms=30");
		final double normal = result.mean("CBF", GREY);
		final double late = result.mean("CBF", PENUMBRA);
		System.out.printf(Locale.ROOT, "MR, all automatic: CBF of grey matter %.1f (60), white penumbra %.1f (10)%n", normal, late);
		assertTrue(normal > 30 && normal < 80 && late < 0.5 * normal, normal + " " + late);
		assertEquals("auto", result.texts("resolved").get("vof"));
	}

	@Test
	void irregularFramesGiveNearlyTheSame() throws Exception {
		// SETUP: the bolus each second, later every 3 s: frames of the regular series left out
		final int[] kept = IntStream.range(0, 50).filter(t -> t < 32 || (t - 32) % 3 == 0).toArray();
		final PerfusionSeries irregular = SampleFiles.series(series.grid(), AcquisitionTimes.of(Arrays.stream(kept).asDoubleStream().toArray()), SignalType.CT, (x, y, z, t) -> frame(kept[t])[y * 128 + x]);

		final Deconvolved linear = run("irregular", irregular, "aif=" + aif);
		final Deconvolved cubic = run("irregular cubic", irregular, "aif=" + aif, "interpolation=cubic");

		for (final Deconvolved result : List.of(linear, cubic)) {
			assertTrue(result.messages().contains("resampled to 48 frames of 1 s") || result.messages().contains("resampled to 48 frames of 1.000 s"), result.messages());
			assertEquals("48", result.texts("resolved").get("frames"));
			for (final Deconvolved.VoxelTest tissue : List.of(GREY, PENUMBRA)) {
				System.out.printf(Locale.ROOT, "Irregular frames against regular ones: CBF %.2f (%.2f), CBV %.3f (%.3f)%n", result.mean("CBF", tissue), regular.mean("CBF", tissue), result.mean("CBV", tissue), regular.mean("CBV", tissue));
				// the penumbra has few voxels, and its noise is another one
				assertEquals(1, result.mean("CBF", tissue) / regular.mean("CBF", tissue), tissue == GREY ? 0.04 : 0.1);
				assertEquals(1, result.mean("CBV", tissue) / regular.mean("CBV", tissue), tissue == GREY ? 0.04 : 0.12);
			}
		}
		assertEquals("linear", linear.texts("resolved").get("interpolation"));
		assertEquals("cubic", cubic.texts("resolved").get("interpolation"));
		assertEquals("not used", regular.texts("resolved").get("interpolation"));
		assertTrue(regular.messages().contains("not resampled"));
	}

	@Test
	void slicesAtDifferentTimesGiveTheSameDelay() throws Exception {
		// SETUP: the same slice twice, the second one acquired half a second later each time and so half a second further on
		final SpatialGrid one = series.grid();
		final SpatialGrid grid = new SpatialGrid(one.width(), one.height(), 2, 2, 2, 8, one.orientation());
		final double[] first = new TimeGrid(0, 1, 49).times();
		final double[] second = Arrays.stream(first).map(t -> t + 0.5).toArray();
		final float[] labels = SampleFiles.sample().labels().plane(SampleFiles.SLICE);
		final PerfusionSeries shuttle = SampleFiles.series(grid, AcquisitionTimes.perSlice(new double[][] { first, second }), SignalType.CT, (x, y, z, t) -> {
			final int i = y * 128 + x;
			return z == 0 ? frame(t)[i] : (frame(t)[i] + frame(t + 1)[i]) / 2;
		});
		// the AIF has the clock of the measured frames
		final Path hu = SampleFiles.curves(folder.resolve("measured clock.csv"), SampleFiles.sample().aif(), Optional.empty());

		final Deconvolved result = run("shuttle", shuttle, "aif=" + hu);

		assertTrue(result.messages().contains("resampled to 48 frames"), result.messages());
		// the first sample lies half a second after the first frame, from which times to peak count
		final float[] mask = result.map("mask").plane(0);
		final float[] ttp = result.map("TTP").plane(0);
		for (int i = 0; i < labels.length; i++)
			if (labels[i] == SampleTissue.GREY.ordinal() && mask[i] != 0) assertEquals(0.5, ttp[i] % 1, 1e-5);
		final Deconvolved.VoxelTest grey = (z, i) -> labels[i] == SampleTissue.GREY.ordinal();
		final double here = result.mean("Tmax", (z, i) -> z == 0 && grey.test(z, i));
		final double there = result.mean("Tmax", (z, i) -> z == 1 && grey.test(z, i));
		assertEquals(here, there, 0.15, "Tmax does not depend on when the slice was acquired");
		assertEquals(1, result.mean("CBF", (z, i) -> z == 1 && grey.test(z, i)) / result.mean("CBF", (z, i) -> z == 0 && grey.test(z, i)), 0.06);
	}

	@Test
	void theIntervalOfTheUserCounts() throws Exception {
		final Deconvolved slow = run("interval", series, "frame_interval_s=2", "aif=" + slower());
		assertEquals(0.5, slow.mean("CBF", GREY) / regular.mean("CBF", GREY), 1e-3);
		assertEquals(2, slow.mean("Tmax", GREY) / regular.mean("Tmax", GREY), 1e-6);
		assertEquals(1, slow.mean("CBV", GREY) / regular.mean("CBV", GREY), 1e-5);
	}

	private static Path slower() throws Exception {
		final TimeCurve hu = SampleFiles.sample().aif();
		return SampleFiles.curves(folder.resolve("slower.csv"), new TimeCurve(new TimeGrid(0, 2, 50), hu.values()), Optional.empty());
	}

	@Test
	void aScanThatStopsTooEarlyIsReported() throws Exception {
		final PerfusionSeries cut = SampleFiles.series(series.grid(), AcquisitionTimes.uniform(22, 1), SignalType.CT, (x, y, z, t) -> frame(t)[y * 128 + x]);
		final Deconvolved result = Deconvolved.of(SampleFiles.nifti(folder.resolve("cut.nii"), cut), folder.resolve("cut"));
		final String table = result.table("summary.csv").get("warnings").get(0);
		for (final String curve : List.of("VOF", "tissue")) {
			assertTrue(result.messages().contains("Warning: The " + curve + " curve is cut off"), result.messages());
			assertTrue(result.warnings().stream().anyMatch(warning -> warning.startsWith("The " + curve + " curve is cut off")), result.warnings().toString());
			assertTrue(table.contains("The " + curve + " curve is cut off"), table);
		}
		assertFalse(regular.messages().contains("cut off"), regular.messages());
	}

	@Test
	void filtersMakeMapsQuieter() throws Exception {
		final double noisy = spread(regular);
		for (final String filter : List.of("gaussian", "guided", "median")) {
			final Deconvolved result = run(filter, series, "aif=" + aif, "filter=" + filter);
			System.out.printf(Locale.ROOT, "filter=%s: standard deviation of CBV in white matter %.2f (unfiltered %.2f), mean %.2f (2.0)%n", filter, spread(result), noisy, result.mean("CBV", WHITE));
			assertTrue(spread(result) < 0.85 * noisy, filter);
			assertEquals(1, result.mean("CBV", WHITE) / regular.mean("CBV", WHITE), 0.15, filter);
			assertEquals(filter.equals("gaussian") ? "4" : "not used", result.texts("resolved").get("smoothing_mm"));
		}
	}

	private static double spread(final Deconvolved result) throws Exception {
		final double mean = result.mean("CBV", WHITE);
		final Volume cbv = result.map("CBV");
		double squares = 0;
		int count = 0;
		for (int i = 0; i < cbv.plane(0).length; i++)
			if (WHITE.test(0, i)) {
				squares += Math.pow(cbv.plane(0)[i] - mean, 2);
				count++;
			}
		return Math.sqrt(squares / count);
	}

	private static float[] frame(final int t) {
		if (FRAMES[t] == null) {
			FRAMES[t] = new float[series.grid().planeSize()];
			series.planes().read(0, t, FRAMES[t]);
		}
		return FRAMES[t];
	}
}
