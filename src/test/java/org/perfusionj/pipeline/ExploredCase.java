package org.perfusionj.pipeline;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import net.imglib2.FinalInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.ArraySlices;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A small result whose every curve is known, and methods to look into it with, for tests. The columns x below {@link #BORDER} are outside the mask. */
public final class ExploredCase {

	/** Frames start late, as those of a resampled series do. */
	public static final TimeGrid TIME = new TimeGrid(0.5, 1.5, 40);
	/** First column inside the mask. */
	public static final int BORDER = 4;
	static final double KAPPA = 0.73;
	static final double DENSITY = 1.04;

	private static final SpatialGrid GRID = new SpatialGrid(32, 24, 3, 2, 2, 5, Orientation.NONE);

	private final float[][][] data = new float[GRID.slices()][TIME.count()][GRID.planeSize()];
	private final double[] aif = new double[TIME.count()];

	/** Makes the curves: flow rises with x, delay with y, transit time with z. */
	public ExploredCase() {
		final Random random = new Random(7);
		for (int t = 0; t < aif.length; t++)
			aif[t] = bolus(t * TIME.stepS() - 6);
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++) {
				final double flow = (10 + 2 * (i % GRID.width())) / 6000 / KAPPA;
				final double mtt = 4 + 3 * z;
				final double delayS = 0.3 * (i / GRID.width());
				for (int t = 0; t < aif.length; t++) {
					double c = 0;
					for (int j = 0; j <= t; j++)
						c += TIME.stepS() * bolus((t - j) * TIME.stepS() - 6 - delayS) * flow * Math.exp(-j * TIME.stepS() / mtt);
					data[z][t][i] = (float) (c + 0.3 * random.nextGaussian());
				}
			}
	}

	private static double bolus(final double t) {
		return t <= 0 ? 0 : 300 * Math.pow(t / 4.5, 3) * Math.exp(3 - t / 1.5);
	}

	/** @return voxels of the case */
	public static SpatialGrid grid() {
		return GRID;
	}

	/** @return the tissue curve of a voxel; change it to change the series */
	public double[] tissue(final int x, final int y, final int z) {
		final double[] tissue = new double[TIME.count()];
		for (int t = 0; t < tissue.length; t++)
			tissue[t] = data[z][t][y * GRID.width() + x];
		return tissue;
	}

	/** Breaks the curve of a voxel. */
	public void spoil(final int x, final int y, final int z) {
		data[z][3][y * GRID.width() + x] = Float.NaN;
	}

	/** @return the AIF on {@link #TIME} */
	public double[] aif() {
		return aif.clone();
	}

	/** @return what is asked of a method */
	public static MapRequest request(final Set<PerfusionMap> maps) {
		return new MapRequest(maps, MapRequest.CbvRule.AREA, KAPPA, DENSITY, true);
	}

	/** @return the maps that a method makes of the case */
	public PerfusionResult result(final PerfusionMethod method, final MapRequest request) {
		final PerfusionSeries series = new PerfusionSeries("Case", ConstantUtils.constantRandomAccessibleInterval(new FloatType(), new FinalInterval(GRID.width(), GRID.height(), GRID.slices(), TIME.count())), 1, 0, GRID, AcquisitionTimes
			.uniform(TIME.count(), TIME.stepS()), SignalType.CT);
		final Mask mask = Mask.all(GRID).where(x -> x >= BORDER);
		final ConcentrationSeries concentration = new ConcentrationSeries(series, new ArraySlices(GRID, TIME, data), TIME, null, new Volume(GRID), mask, 0);
		final VascularFunction artery = new VascularFunction(Vessel.AIF, new TimeCurve(TIME, aif), List.of(), "known");
		final Mask nowhere = Mask.of(GRID, List.of());
		try (Parallel parallel = new Parallel(1)) {
			return new PerfusionResult(concentration, artery, artery, Optional.empty(), artery.curve().scaled(0.02), nowhere, nowhere, new MapComputation(method, request).compute(concentration.slices(), TIME, mask, mask, aif, parallel,
				WorkMonitor.SILENT), List.of(), Map.of(), List.of());
		}
	}

	/** A stand-in for a network: flow from the peak, a delay from the mean, a local AIF of its own. */
	public static PerfusionMethod withLocalAif() {
		return new PerfusionMethod() {

			@Override
			public String name() {
				return "double";
			}

			@Override
			public Map<String, String> parameters() {
				return Map.of();
			}

			@Override
			public Prepared prepare(final double[] aif, final TimeGrid time) {
				return new Prepared() {

					@Override
					public Set<PerfusionMap> maps() {
						return EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD);
					}

					@Override
					public boolean estimatesLocalAif() {
						return true;
					}

					@Override
					public Estimator newEstimator(final int capacity) {
						return (tissue, count, out) -> {
							for (int v = 0; v < count; v++) {
								float peak = 0;
								for (final float[] frame : tissue)
									peak = Math.max(peak, frame[v]);
								final double flow = peak / 1000;
								out.values(PerfusionMap.CBF)[v] = (float) (6000 / DENSITY * flow);
								out.values(PerfusionMap.BAD)[v] = peak / 10;
								out.values(PerfusionMap.CBF_SD)[v] = peak / 5;
								out.values(PerfusionMap.BAD_SD)[v] = 0.25f;
								for (int k = 0; k < time.count(); k++) {
									if (out.residue() != null) out.residue()[k][v] = (float) (flow * Math.exp(-k * time.stepS() / 5));
									if (out.localAif() != null) out.localAif()[k][v] = (float) (0.8 * aif[Math.max(0, k - 1)]);
								}
							}
						};
					}
				};
			}
		};
	}
}
