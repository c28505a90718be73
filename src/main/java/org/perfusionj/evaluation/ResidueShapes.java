package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Residue functions of a method in each tissue, from the curves and the AIF of a result. They are estimated again, in a sample of voxels, since all residue
 * functions of a scan take as much memory as the scan.
 */
final class ResidueShapes {

	/** Voxels of a tissue, at most: the standard error of a mean is then 3 % of the spread. */
	private static final int MOST = 1000;

	private final PerfusionMethod method;
	private final PerfusionResult result;
	private final Map<EvaluationTissue, List<ResidueShape>> shapes = new EnumMap<>(EvaluationTissue.class);

	ResidueShapes(final PerfusionMethod method, final PerfusionResult result) {
		this.method = method;
		this.result = result;
	}

	/** @return functions that are above zero somewhere, by tissue */
	Map<EvaluationTissue, List<ResidueShape>> measure(final Map<EvaluationTissue, Mask> tissues, final Parallel parallel, final WorkMonitor monitor) {
		final Mask mask = result.maps().mask();
		final Map<EvaluationTissue, Every> every = new EnumMap<>(EvaluationTissue.class);
		tissues.forEach((tissue, voxels) -> {
			every.put(tissue, new Every((voxels.and(mask).count() + MOST - 1) / MOST));
			shapes.put(tissue, new ArrayList<>());
		});
		try (PerfusionMethod.Prepared prepared = method.prepare(result.aif().curve().values(), result.concentration().time())) {
			measure(prepared, tissues, every, parallel, monitor);
		}
		return shapes;
	}

	private void measure(final PerfusionMethod.Prepared prepared, final Map<EvaluationTissue, Mask> tissues, final Map<EvaluationTissue, Every> every, final Parallel parallel, final WorkMonitor monitor) {
		final Mask mask = result.maps().mask();
		SliceFrames slice = null;
		for (int z = 0; z < mask.grid().slices(); z++) {
			monitor.check();
			final Map<EvaluationTissue, BitSet> chosen = new EnumMap<>(EvaluationTissue.class);
			final BitSet all = new BitSet();
			for (final EvaluationTissue tissue : tissues.keySet()) {
				final BitSet its = every.get(tissue).of(tissues.get(tissue).plane(z), mask.plane(z));
				chosen.put(tissue, its);
				all.or(its);
			}
			if (all.isEmpty()) continue;
			slice = result.concentration().slices().load(z, slice, parallel, monitor);
			measure(prepared, slice.frames(), all.stream().toArray(), chosen, parallel, monitor);
		}
	}

	private void measure(final PerfusionMethod.Prepared prepared, final float[][] frames, final int[] voxels, final Map<EvaluationTissue, BitSet> chosen, final Parallel parallel, final WorkMonitor monitor) {
		final ResidueShape[] found = new ResidueShape[voxels.length];
		final int most = prepared.block();
		parallel.run((voxels.length + most - 1) / most, monitor, () -> {
			final float[][] tissue = new float[frames.length][most];
			final EstimateBlock estimates = new EstimateBlock(prepared.maps(), most, frames.length, true, false);
			final PerfusionMethod.Estimator estimator = prepared.newEstimator(most);
			return block -> {
				final int from = block * most;
				final int count = Math.min(most, voxels.length - from);
				for (int k = 0; k < frames.length; k++)
					for (int v = 0; v < count; v++)
						tissue[k][v] = frames[k][voxels[from + v]];
				estimator.estimate(tissue, count, estimates);
				for (int v = 0; v < count; v++)
					found[from + v] = ResidueShape.of(estimates.residue(), v);
			};
		});
		for (int v = 0; v < voxels.length; v++)
			for (final Map.Entry<EvaluationTissue, BitSet> tissue : chosen.entrySet())
				if (tissue.getValue().get(voxels[v]) && found[v] != ResidueShape.NONE) shapes.get(tissue.getKey()).add(found[v]);
	}

	/** Takes every so many-th voxel. */
	private static final class Every {

		private final int step;
		private int seen;

		Every(final int step) {
			this.step = step;
		}

		BitSet of(final boolean[] voxels, final boolean[] mask) {
			final BitSet taken = new BitSet();
			for (int i = 0; i < voxels.length; i++)
				if (voxels[i] && mask[i] && seen++ % step == 0) taken.set(i);
			return taken;
		}
	}
}
