package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

import org.perfusionj.curve.CurveResampler;
import org.perfusionj.curve.Interpolation;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.aifnet.AifnetFinder;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.vascular.CurveQuality;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** AIFNet as it is shipped, for tests of what it finds. */
public final class ShippedAifnet implements AutoCloseable {

	/** Required by issue 4: Pearson's r of the curve of a changed scan with that of the same scan, or with the truth. */
	private static final double CLOSE = 0.98;

	private final Parallel parallel;
	private final AifnetFinder finder;

	/** @param threads that read series and sum voxels */
	public ShippedAifnet(final int threads) {
		parallel = new Parallel(threads);
		try {
			finder = new InstalledAifnet(new InstalledEngines()).open(EnumSet.allOf(Vessel.class), Optional.empty(), EngineChoice.on(Device.CPU), new MonitorLog());
		}
		catch (final IOException damaged) {
			throw new IllegalStateException(damaged);
		}
	}

	/** @return AIF and VOF of the series with the default settings, having checked what must hold of any result */
	public VesselResult find(final PerfusionSeries series) {
		return find(series, new MonitorLog());
	}

	/** @return the same, told what happens */
	public VesselResult find(final PerfusionSeries series, final WorkMonitor monitor) {
		final VesselResult result = new VesselAnalysis(PreprocessingSettings.DEFAULTS, EnumSet.allOf(Vessel.class), finder).run(series, parallel, monitor);
		result.vessels().forEach(found -> check(found, series.grid()));
		return result;
	}

	/** P is a probability on the voxels of the series, and the curve is made of numbers. */
	private static void check(final FoundVessel found, final SpatialGrid grid) {
		assertEquals(grid, found.probability().grid());
		double sum = 0;
		for (int z = 0; z < grid.slices(); z++)
			for (final float p : found.probability().plane(z)) {
				assertTrue(p >= 0, () -> "P is " + p);
				sum += p;
			}
		assertEquals(1, sum, 1e-4, "sum of P");
		for (final double value : found.function().curve().values())
			assertTrue(Double.isFinite(value));
	}

	/**
	 * @param reference on the clock of the acquisition times of the series
	 * @return Pearson's r between what was found and the reference, taken between its samples at the times of the result
	 */
	public static double correlation(final VesselResult result, final Vessel vessel, final TimeCurve reference) {
		final TimeGrid found = result.concentration().time();
		final TimeGrid clock = new TimeGrid(result.concentration().series().times().firstS() + found.startS(), found.stepS(), found.count());
		final double[] values = new CurveResampler(reference.times(), clock, Interpolation.LINEAR).resample(reference.values());
		return new PearsonsCorrelation().correlation(result.find(vessel).orElseThrow().function().curve().values(), values);
	}

	/** Requires that a curve is close to the reference, and usable. */
	static void assertClose(final String what, final VesselResult result, final Vessel vessel, final TimeCurve reference) {
		final double r = correlation(result, vessel, reference);
		final CurveQuality quality = result.find(vessel).orElseThrow().quality();
		System.out.printf(Locale.ROOT, "AIFNet, %s: %s r %.4f, %s%n", what, vessel, r, quality.verdict().key());
		assertTrue(r >= CLOSE, () -> what + ", " + vessel + ": r = " + r);
		assertNotEquals(CurveVerdict.UNUSABLE, quality.verdict(), () -> what + ", " + quality.text());
	}

	@Override
	public void close() {
		finder.close();
		parallel.close();
	}
}
