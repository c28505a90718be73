package org.perfusionj.commands;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetFinder;
import org.perfusionj.network.aifnet.AifnetFinders;
import org.perfusionj.network.aifnet.AifnetResult;
import org.perfusionj.network.aifnet.AifnetScan;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.RiseTimes;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Stands in for the network: probabilities around the voxels of the classical selection, falling with the distance from them, and a very small one everywhere
 * else; the curve is their sum over the voxels, the VOF times 1.25. The same scan always gives the same result.
 */
public final class FakeAifnet implements AifnetFinders {

	/** What the VOF is multiplied by. */
	static final double RECALIBRATION = 1.25;
	private static final double EVERYWHERE = 1e-9;
	private static final int TOP = 12;

	@Override
	public AifnetFinder open(final Set<Vessel> vessels, final Optional<Path> model, final EngineChoice engine, final WorkMonitor monitor) {
		return new AifnetFinder() {

			@Override
			public AifnetResult find(final Vessel vessel, final AifnetScan scan, final Optional<VascularFunction> aif, final Parallel parallel, final WorkMonitor work) {
				final ConcentrationSeries input = scan.input();
				final List<Voxel> near = new ClassicalEstimator().estimate(vessel, input, aif, parallel, WorkMonitor.SILENT).voxels();
				final Volume probability = probability(near, input.slices().grid());
				final double factor = vessel == Vessel.AIF ? 1 : RECALIBRATION;
				return new AifnetResult(new VascularFunction(vessel, curve(input, probability, parallel).scaled(factor), top(probability), "AIFNet (fake)"), probability, factor, RiseTimes.UNKNOWN);
			}

			@Override
			public Map<String, String> facts(final Vessel vessel) {
				final Map<String, String> facts = new LinkedHashMap<>();
				facts.put("engine", "fake on " + engine.device().key());
				facts.put("model", model.map(Path::toString).orElse("shipped"));
				return facts;
			}

			@Override
			public void close() {
				// holds nothing
			}
		};
	}

	private static Volume probability(final List<Voxel> near, final SpatialGrid grid) {
		final Volume volume = new Volume(grid);
		double sum = 0;
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++) {
				final Voxel at = new Voxel(i % grid.width(), i / grid.width(), z);
				double p = EVERYWHERE;
				for (final Voxel voxel : near)
					if (voxel.z() == z) p = Math.max(p, Math.exp(-2 * (Math.pow(voxel.x() - at.x(), 2) + Math.pow(voxel.y() - at.y(), 2))));
				volume.plane(z)[i] = (float) p;
				sum += p;
			}
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++)
				volume.plane(z)[i] /= (float) sum;
		return volume;
	}

	private static TimeCurve curve(final ConcentrationSeries input, final Volume probability, final Parallel parallel) {
		final double[] sums = new double[input.time().count()];
		for (int z = 0; z < probability.grid().slices(); z++) {
			final SliceFrames slice = input.slices().load(z, parallel, WorkMonitor.SILENT);
			for (int t = 0; t < sums.length; t++)
				for (int i = 0; i < probability.plane(z).length; i++)
					if (Float.isFinite(slice.frames()[t][i])) sums[t] += (double) probability.plane(z)[i] * slice.frames()[t][i];
		}
		return new TimeCurve(input.time(), sums);
	}

	private static List<Voxel> top(final Volume probability) {
		final SpatialGrid grid = probability.grid();
		return IntStream.range(0, grid.slices()).boxed().flatMap(z -> IntStream.range(0, grid.planeSize()).filter(i -> probability.plane(z)[i] > 0.01).mapToObj(i -> new Voxel(i % grid.width(), i / grid.width(), z))).sorted(Comparator
			.comparingDouble(voxel -> -probability.get(voxel.x(), voxel.y(), voxel.z()))).limit(TOP).toList();
	}
}
