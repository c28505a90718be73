package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import net.imglib2.FinalInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * A made-up result for tests: an elliptic head with grey and white matter, ventricles and a lesion at high x, gamma-variate
 * curves. Change what a test is about, then {@link #build()}.
 */
final class SyntheticCase {

	static final int FRAMES = 45;

	String title = "Synthetic case";
	int width = 96;
	int height = 96;
	int slices = 8;
	double spacingX = 2;
	double spacingY = 2;
	double spacingZ = 5;
	Orientation orientation = Orientation.NONE;
	SignalType signal = SignalType.CT;
	Collection<PerfusionMap> maps = EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.TTP);
	double aifScale = 1;
	boolean vof = true;
	boolean residue = false;
	boolean localAif = false;
	List<Region> regions = new ArrayList<>();
	List<String> warnings = new ArrayList<>();

	/** Axial voxels stored with x to the patient's left and y to posterior, as DICOM slices are. */
	Orientation dicomAxial() {
		return Orientation.scanner(new double[] { -spacingX, 0, 0, spacingX * (width - 1) / 2, 0, -spacingY, 0, spacingY * (height - 1) / 2, 0, 0, spacingZ, 0 });
	}

	static double gamma(final double t, final double arrival, final double peak, final double toPeak) {
		if (t <= arrival) return 0;
		final double u = (t - arrival) / toPeak;
		return peak * Math.pow(u, 3) * Math.exp(3 * (1 - u));
	}

	/** A small result whose maps are given voxel by voxel; no vessels, no CSF. */
	static PerfusionResult ofMaps(final SpatialGrid grid, final Mask mask, final Map<PerfusionMap, Volume> maps, final List<Region> regions, final List<String> warnings) {
		final SyntheticCase made = new SyntheticCase();
		made.width = grid.width();
		made.height = grid.height();
		made.slices = grid.slices();
		made.maps = EnumSet.noneOf(PerfusionMap.class);
		final PerfusionResult result = made.build();
		final boolean[][] none = new boolean[grid.slices()][grid.planeSize()];
		return new PerfusionResult(result.concentration(), result.aif(), result.measuredAif(), result.vof(), result.tissue(), new Mask(grid, none), new Mask(grid, none), new PerfusionMaps(mask, maps, null, null), regions, result
			.parameters(), warnings);
	}

	PerfusionResult build() {
		final SpatialGrid grid = new SpatialGrid(width, height, slices, spacingX, spacingY, spacingZ, orientation);
		final TimeGrid time = new TimeGrid(0, 1, FRAMES);
		final boolean[][] brain = new boolean[slices][grid.planeSize()];
		final boolean[][] csf = new boolean[slices][grid.planeSize()];
		final boolean[][] vessels = new boolean[slices][grid.planeSize()];
		final Volume ct = new Volume(grid);
		final Map<PerfusionMap, Volume> volumes = new EnumMap<>(PerfusionMap.class);
		for (final PerfusionMap map : PerfusionMap.values())
			volumes.put(map, new Volume(grid));
		final Random random = new Random(7);
		for (int z = 0; z < slices; z++)
			for (int i = 0; i < grid.planeSize(); i++)
				fill(i, z, brain, csf, vessels, ct, volumes, random);
		volumes.keySet().retainAll(maps);
		final Mask mask = new Mask(grid, brain);
		final double[] aif = new double[FRAMES];
		final double[] venous = new double[FRAMES];
		final double[] tissue = new double[FRAMES];
		for (int t = 0; t < FRAMES; t++) {
			aif[t] = gamma(t, 10, 260, 6) + 24 * (1 - Math.exp(-Math.max(0, t - 12) / 6.0)) + random.nextGaussian();
			venous[t] = gamma(t, 14.5, 380, 7.5) + 30 * (1 - Math.exp(-Math.max(0, t - 18) / 6.0)) + random.nextGaussian();
			tissue[t] = gamma(t, 11.5, 7.5, 8.5) + 1.1 * (1 - Math.exp(-Math.max(0, t - 14) / 6.0)) + 0.04 * random.nextGaussian();
		}
		final VascularFunction measured = new VascularFunction(Vessel.AIF, new TimeCurve(time, aif), voxels(width * 42 / 100, height * 30 / 100, slices / 2), "automatic (classical)");
		final Optional<VascularFunction> vofFunction = vof ? Optional.of(new VascularFunction(Vessel.VOF, new TimeCurve(time, venous), voxels(width / 2, height * 85 / 100, slices / 2), "ROI VOF-sinus")) : Optional.empty();
		final PerfusionSeries series = new PerfusionSeries(title, ConstantUtils.constantRandomAccessibleInterval(new FloatType(), new FinalInterval(width, height, slices, FRAMES)), 1, 0, grid, AcquisitionTimes.uniform(FRAMES, 1), signal);
		final Baseline baseline = signal == SignalType.CONCENTRATION ? null : new Baseline(0, 9, 10);
		final ConcentrationSeries concentration = new ConcentrationSeries(series, new Ramp(grid), time, baseline, ct, mask, 0);
		final float[][][] residues = residue ? new float[slices][FRAMES][grid.planeSize()] : null;
		if (residue) for (int z = 0; z < slices; z++)
			for (int t = 0; t < FRAMES; t++)
				for (int i = 0; i < grid.planeSize(); i++)
					if (brain[z][i]) residues[z][t][i] = (float) (0.01 * Math.exp(-t / 4.0));
		final float[][][] localAifs = localAif ? new float[slices][FRAMES][grid.planeSize()] : null;
		if (localAif) for (int z = 0; z < slices; z++)
			for (int t = 0; t < FRAMES; t++)
				for (int i = 0; i < grid.planeSize(); i++)
					if (brain[z][i]) localAifs[z][t][i] = (float) gamma(t, 10, 180, 7);
		return new PerfusionResult(concentration, measured.withCurve(measured.curve().scaled(aifScale)), measured, vofFunction, new TimeCurve(time, tissue), new Mask(grid, vessels), new Mask(grid, csf), new PerfusionMaps(mask,
			volumes, residue ? new TimeGrid(0, 1, FRAMES) : null, residues, localAif ? time : null, localAifs, null), regions, parameters(), warnings);
	}

	private void fill(final int i, final int z, final boolean[][] brain, final boolean[][] csf, final boolean[][] vessels, final Volume ct, final Map<PerfusionMap, Volume> maps, final Random random) {
		final double x = (i % width + 0.5) / width * 2 - 1;
		final double y = (i / width + 0.5) / height * 2 - 1;
		final double level = slices == 1 ? 0 : (z + 0.5) / slices * 2 - 1;
		final double size = Math.sqrt(1 - 0.45 * level * level);
		final double radius = Math.hypot(x / (0.62 * size), y / (0.78 * size));
		final double folds = 0.05 * Math.sin(11 * Math.atan2(y, x)) + 0.03 * Math.sin(23 * Math.atan2(y, x) + z);
		ct.plane(z)[i] = (float) (radius < 1 ? 33 : radius < 1.1 ? 8 : radius < 1.2 ? 900 : radius < 1.28 ? 20 : -1000);
		if (radius >= 1) return;
		brain[z][i] = true;
		final boolean grey = radius > 0.78 + folds || Math.hypot(Math.abs(x) - 0.17, y) < 0.1;
		csf[z][i] = Math.hypot((Math.abs(x) - 0.07) / 0.05, (y + 0.05) / 0.24) < 1;
		vessels[z][i] = Math.hypot(x, y - 0.7 * size) < 0.05;
		final double lesion = Math.hypot((x - 0.36) / 0.2, (y + 0.05) / 0.34);
		final boolean core = lesion < 0.55;
		final boolean penumbra = lesion < 1;
		ct.plane(z)[i] = (float) ((csf[z][i] ? 8 : grey ? 38 : 29) - (core ? 3 : 0) + 2.5 * random.nextGaussian());
		final double noise = 1 + 0.08 * random.nextGaussian();
		final double cbf = (csf[z][i] ? 2 : vessels[z][i] ? 150 : grey ? 62 : 26) * (core ? 0.14 : penumbra ? 0.5 : 1) * noise;
		final double mtt = (csf[z][i] ? 3 : core ? 11 : penumbra ? 9 : grey ? 4 : 5) * (1 + 0.06 * random.nextGaussian());
		final double tmax = (core ? 10 : penumbra ? 7 : 1.2) * (1 + 0.08 * random.nextGaussian());
		final float[] values = { (float) cbf, (float) (cbf * mtt / 60), (float) mtt, (float) tmax, (float) (0.8 * tmax), (float) (0.12 * cbf + 1), (float) (0.3 + 0.05 * tmax), (float) (20 + tmax + mtt / 2), (float) (cbf / 36), (float) (cbf * mtt / 60 / 2.6), (float) (mtt / 4.5), (float) (tmax / 1.2) };
		for (final PerfusionMap map : PerfusionMap.values())
			maps.get(map).plane(z)[i] = values[map.ordinal()];
	}

	private List<Voxel> voxels(final int x, final int y, final int z) {
		final List<Voxel> voxels = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			voxels.add(new Voxel(Math.min(width - 1, x + i % 2), Math.min(height - 1, y + i / 2), z));
		return voxels;
	}

	private static Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		final String[] text = { "input", "/some/where/series.nii.gz", "signal", "CT", "aif", "auto", "vof", "auto", "partial_volume", "area", "method", "oSVD", "matrix", "circulant", "quadrature", "rectangle",
			"oscillation_index", "0.035", "kappa", "0.73", "density", "1.0", "mask", "auto", "smoothing_mm", "2", "filter", "gaussian", "cbv", "area" };
		for (int i = 0; i < text.length; i += 2)
			parameters.put(text[i], text[i + 1]);
		return parameters;
	}

	/** Concentration = 10 x + y + 100 z + t: easy to average by hand. */
	private record Ramp(SpatialGrid grid) implements SliceSource {

		@Override
		public int frames() {
			return FRAMES;
		}

		@Override
		public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
			final float[][] frames = new float[FRAMES][grid.planeSize()];
			for (int t = 0; t < FRAMES; t++)
				for (int i = 0; i < grid.planeSize(); i++)
					frames[t][i] = 10 * (i % grid.width()) + i / grid.width() + 100 * z + t;
			return new SliceFrames(z, new TimeGrid(0, 1, FRAMES).times(), frames);
		}
	}
}
