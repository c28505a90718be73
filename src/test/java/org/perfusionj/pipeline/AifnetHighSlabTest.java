package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.TestPhantoms;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.series.ChangedSeries;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;

/** Slabs of a whole head: the higher, the smaller and later their arteries. The shipped weights were trained on slabs that mostly begin at the circle of Willis. */
class AifnetHighSlabTest {

	/** The head begins below the skull base: the circle of Willis lies in the first four slices. */
	private static final int ABOVE_CIRCLE = 4;
	private static final int SLICES = 14;
	/** A curve less like the true one than this is wrong. */
	private static final double WRONG = 0.8;

	private static ShippedAifnet aifnet;
	private static Phantom phantom;

	@BeforeAll
	static void make() {
		aifnet = new ShippedAifnet(2);
		phantom = TestPhantoms.create(9306, Occlusion.NONE, new ScanOptions(128, OptionalDouble.of(1.8), OptionalInt.of(SLICES), OptionalDouble.of(10), OptionalInt.of(50), OptionalDouble.of(1), Timing.REGULAR, 1, 0), 2);
	}

	@AfterAll
	static void end() {
		aifnet.close();
	}

	private static PerfusionSeries slab(final int first) {
		return ChangedSeries.slices(phantom.series(), first, first + 1);
	}

	/** A2 and M3 branches. */
	@Test
	void aboveTheCircleOfWillisThereStillIsAnAif() {
		final VesselResult result = aifnet.find(slab(ABOVE_CIRCLE));
		final double r = ShippedAifnet.correlation(result, Vessel.AIF, phantom.truth().aif().expertCurve());
		assertTrue(r >= 0.93, "r = " + r);
		assertNotEquals(CurveVerdict.UNUSABLE, result.find(Vessel.AIF).orElseThrow().quality().verdict());
	}

	@Test
	void aWrongCurveIsNeverGood() {
		for (int first = 0; first < SLICES - 1; first++) {
			final VesselResult result = aifnet.find(slab(first));
			for (final FoundVessel found : result.vessels()) {
				final double r = ShippedAifnet.correlation(result, found.vessel(), (found.vessel() == Vessel.AIF ? phantom.truth().aif() : phantom.truth().vof()).expertCurve());
				System.out.printf(Locale.ROOT, "AIFNet, slices %d and %d of a head: %s r %.3f, %s%n", first + 1, first + 2, found.vessel(), r, found.quality().text());
				if (r < WRONG) assertNotEquals(CurveVerdict.GOOD, found.quality().verdict(), "slices from " + (first + 1) + ", " + found.vessel() + ", r = " + r);
			}
		}
	}

	/** Where AIFNet finds nothing usable, aif=auto still has small arteries from the classical selection, and says so. */
	@Test
	void automaticallyAnArteryIsFoundNearTheVertex() {
		final VesselResult preprocessed = aifnet.find(slab(8));
		final MonitorLog log = new MonitorLog();
		final VascularFunction found;
		try (Parallel parallel = Parallel.allCores()) {
			found = new AutomaticVessels(new AifnetVessels(new InstalledAifnet(new InstalledEngines()), Optional.empty(), EngineChoice.on(Device.CPU))).estimate(Vessel.AIF, preprocessed.concentration(), Optional.empty(), parallel, log);
		}
		final double[] truth = phantom.truth().aif().expertCurve().values();
		final double r = new PearsonsCorrelation().correlation(found.curve().values(), truth);
		assertTrue(r >= WRONG, found.source() + ": r = " + r);
		final boolean unusable = preprocessed.find(Vessel.AIF).orElseThrow().quality().verdict() == CurveVerdict.UNUSABLE;
		assertEquals(unusable ? "automatic (classical)" : "AIFNet", found.source());
		assertEquals(unusable, log.says("Warning: The AIF is from classical, not from aifnet. What AIFNet takes for the AIF is unusable."), log.toString());
	}
}
