package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.perfusionj.commands.SampleFiles;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.ChangedSeries;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.CurveFlaw;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;

/** AIFNet with the shipped weights on series in which there is no vessel or no bolus: refused with a reason, or a curve that is called unusable. */
class AifnetBadInputTest {

	private static final SpatialGrid GRID = new SpatialGrid(128, 128, 2, 1.8, 1.8, 6, Orientation.NONE);
	private static final int FRAMES = 45;
	private static final double AIR_HU = -1000;
	private static final double BONE_HU = 1000;

	private static ShippedAifnet aifnet;
	private static Parallel parallel;

	private Random random;

	@BeforeAll
	static void open() {
		aifnet = new ShippedAifnet(2);
		parallel = Parallel.allCores();
	}

	@AfterAll
	static void end() {
		aifnet.close();
		parallel.close();
	}

	@BeforeEach
	void seed() {
		random = new Random(1);
	}

	private PerfusionSeries series(final SampleFiles.Sample sample) {
		return SampleFiles.series(GRID, AcquisitionTimes.uniform(FRAMES, 1), SignalType.CT, (x, y, z, t) -> sample.at(x, y, z, t) + 5 * random.nextGaussian());
	}

	/** @return place in an ellipse of 0 to 1, which a skull surrounds */
	private static double radius(final double x, final double y) {
		return Math.hypot((x - 64) / 46, (y - 64) / 55);
	}

	/** A skull, and brain that is grey and white by turns. */
	private static double head(final double x, final double y) {
		final double r = radius(x, y);
		if (r > 1.1) return AIR_HU;
		return r > 1 ? BONE_HU : 30 + 8 * (((int) x / 9 + (int) y / 7) % 2);
	}

	/** Gamma variate with a peak of 1, which arrives at 12 s. */
	private static double bolus(final double t, final double widthS) {
		final double u = t - 12;
		return u <= 0 ? 0 : Math.pow(u / (3 * widthS), 3) * Math.exp(3 - u / widthS);
	}

	private static void assertRefused(final String what, final PerfusionSeries series, final String... reasons) {
		final String message = assertThrows(PerfusionException.class, () -> aifnet.find(series), what).getMessage();
		for (final String reason : reasons)
			assertTrue(message.contains(reason), what + ": " + message);
	}

	/** Requires that every curve is called unusable, with a sentence that says what to do, and that it is warned of. */
	private static void assertUnusable(final String what, final PerfusionSeries series) {
		final VesselResult result = aifnet.find(series);
		for (final FoundVessel found : result.vessels()) {
			assertEquals(CurveVerdict.UNUSABLE, found.quality().verdict(), what + ", " + found.quality().text());
			for (final CurveFlaw flaw : found.quality().flaws())
				assertTrue(flaw.cure().endsWith(".") && result.warnings().contains(flaw.text()), what + ", " + flaw.text());
		}
	}

	@Test
	void withoutABolusThereIsNone() {
		assertRefused("head", series((x, y, z, t) -> head(x, y)), "No bolus", "Is this a contrast series in HU?");
		assertRefused("constant", SampleFiles.series(GRID, AcquisitionTimes.uniform(FRAMES, 1), SignalType.CT, (x, y, z, t) -> 40), "No bolus");
		assertRefused("water", series((x, y, z, t) -> 0), "No bolus");
		assertRefused("ends before the bolus", ChangedSeries.frames(series((x, y, z, t) -> radius(x, y) < 1 ? head(x, y) + 8 * bolus(t, 3) : head(x, y)), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), "No bolus");
	}

	@Test
	void whereNothingIsBrainThereIsNoVessel() {
		assertRefused("bone", series((x, y, z, t) -> radius(x, y) < 1 ? BONE_HU : AIR_HU), "no voxel looks like soft tissue", "Are the values HU?");
		assertRefused("bone that flickers", series((x, y, z, t) -> radius(x, y) < 1 ? BONE_HU + 200 * bolus(t, 3) : AIR_HU), "no voxel looks like soft tissue");
		assertRefused("air", series((x, y, z, t) -> AIR_HU), "no voxel looks like soft tissue");
	}

	@Test
	void whatIsNotHuIsRefused() {
		assertRefused("offset of stored values", series((x, y, z, t) -> 1024 + head(x, y) + (radius(x, y) < 1 ? 8 * bolus(t, 3) : 0)), "No bolus", "HU");
		assertRefused("MR read as CT: the signal falls", series((x, y, z, t) -> radius(x, y) < 1 ? 200 * Math.exp(-0.5 * bolus(t, 3)) : 2), "No bolus", "if it is MR use signal=MR");
	}

	@Test
	void damagedSamplesAreRefused() {
		assertRefused("NaN", series((x, y, z, t) -> Double.NaN), "hold NaN or infinite samples");
		assertRefused("one frame is missing", series((x, y, z, t) -> t == 20 ? Double.NaN : head(x, y)), "hold NaN or infinite samples");
	}

	@Test
	void tissueIsNoVessel() {
		for (final double enhancementHu : new double[] { 4, 8, 15 })
			assertUnusable("tissue of " + enhancementHu + " HU", series((x, y, z, t) -> radius(x, y) < 1 ? head(x, y) + enhancementHu * bolus(t - (x % 32) / 16.0, 2.4) : head(x, y)));
	}

	@Test
	void movingBoneIsNoVessel() {
		assertUnusable("a step", series((x, y, z, t) -> head(x + (t > 20 ? 1 : 0), y)));
		assertUnusable("a large step", series((x, y, z, t) -> head(x + (t > 20 ? 3 : 0), y)));
		assertRefused("to and fro", series((x, y, z, t) -> head(x + (t > 20 && t < 32 ? 3 : 0), y)), "No bolus");
		assertUnusable("during a bolus in tissue", series((x, y, z, t) -> head(x + (t > 20 ? 1 : 0), y) + (radius(x, y) < 1 ? 8 * bolus(t, 3) : 0)));
	}

	@Test
	void driftAndSpikesAreNoBolus() {
		assertUnusable("drift", series((x, y, z, t) -> radius(x, y) < 1 ? head(x, y) + 0.5 * t : head(x, y)));
		assertUnusable("one bright frame", series((x, y, z, t) -> radius(x, y) < 1 && t == 20 ? head(x, y) + 100 : head(x, y)));
	}

	/** A vein is one, but no artery. */
	@Test
	void aVeinAloneIsNoArtery() {
		final VesselResult result = aifnet.find(series((x, y, z, t) -> Math.hypot(x - 64, y - 110) < 3 ? 45 + 200 * bolus(t - 7, 3) : radius(x, y) < 1 ? head(x, y) + 8 * bolus(t - (x % 32) / 16.0, 3) : head(x, y)));
		assertEquals(CurveVerdict.UNUSABLE, result.find(Vessel.AIF).orElseThrow().quality().verdict());
		// nor is it judged by it
		assertEquals(CurveVerdict.GOOD, result.find(Vessel.VOF).orElseThrow().quality().verdict(), result.find(Vessel.VOF).orElseThrow().quality().text());
	}

	/** By AIFNet; automatically it goes to the classical selection at once. */
	@Test
	void anMrSeriesIsRefused() {
		final PerfusionSeries mr = SampleFiles.changed(1, 1, (hu, x, y, z, t) -> hu < -200 || hu > 400 ? 20 : 400 * Math.exp(-0.004 * (hu - 40))).withSignal(SignalType.MR).withEchoTimeMs(30);
		assertRefused("MR", mr, "is an MR series", "aif=classical");

		final ConcentrationSeries input = new Preprocessing().prepare(mr, PreprocessingSettings.DEFAULTS, parallel, new MonitorLog()).unfiltered();
		final AifnetVessels network = new AifnetVessels(new InstalledAifnet(new InstalledEngines()), Optional.empty(), EngineChoice.on(Device.CPU));
		final String message = assertThrows(PerfusionException.class, () -> network.estimate(Vessel.AIF, input, Optional.empty(), parallel, new MonitorLog())).getMessage();
		assertEquals("AIFNet is trained on CT in HU, and this series is none. Use the classical selection, a ROI or a curve file.", message);
		assertEquals(new ClassicalEstimator().estimate(Vessel.AIF, input, Optional.empty(), parallel, new MonitorLog()), new AutomaticVessels(network).estimate(Vessel.AIF, input, Optional.empty(), parallel, new MonitorLog()));
	}
}
