package org.perfusionj.evaluation.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.StatUtils;

import org.perfusionj.preprocessing.VoxelSets;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.segmentation.trained.CaseFeatures;
import org.perfusionj.segmentation.trained.LesionChances;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * Finds from which probability on voxels of validation cases are best called lesion and core: the mean of median and mean Dice over the cases is as large as it can be, for the lesion among those thresholds at which
 * no more heads without a stroke show a lesion than may. Voxels are counted as they are; in heads without a stroke only those of connected parts that cleaning leaves.
 */
final class ThresholdSweep {

	private static final int STEPS = 100;
	/** At every so many-th threshold false lesions are measured. */
	private static final int FALSE_STEPS = 5;
	/** A head without a stroke may show less than this, ml ... */
	private static final double FALSE_ML = SegmentationSettings.Cleaning.DEFAULTS.smallestMl();
	/** ... and so many may show more. */
	private static final double FALSE_SHARE = 0.1;

	private final List<Case> cases = new ArrayList<>();

	/**
	 * A case with what is said and what is true of its voxels.
	 *
	 * @param falseMl in a head without a stroke the volume of what is called lesion at each so many-th threshold; else empty
	 */
	private record Case(String name, float[] core, float[] lesion, boolean[] isCore, boolean[] isLesion, double voxelMl, double coreMl, double lesionMl, double[] falseMl) {

		double dice(final boolean ofCore, final double coreThreshold, final double lesionThreshold) {
			long found = 0;
			long both = 0;
			for (int v = 0; v < lesion.length; v++) {
				if (lesion[v] < lesionThreshold || ofCore && core[v] < coreThreshold) continue;
				found++;
				if (ofCore ? isCore[v] : isLesion[v]) both++;
			}
			final double truth = (ofCore ? coreMl : lesionMl) / voxelMl;
			return found + truth == 0 ? Double.NaN : 2 * both / (found + truth);
		}

		/** Of a head without a stroke, at the next lower threshold at which that was measured. */
		double falseMl(final double threshold) {
			return falseMl[(int) (threshold * STEPS + 0.5) / FALSE_STEPS];
		}

		double ml(final boolean ofCore, final double coreThreshold, final double lesionThreshold) {
			long found = 0;
			for (int v = 0; v < lesion.length; v++)
				if (lesion[v] >= lesionThreshold && (!ofCore || core[v] >= coreThreshold)) found++;
			return found * voxelMl;
		}
	}

	/** Adds a validation case. */
	void add(final String name, final LesionExample example, final CaseFeatures features, final LesionChances chances) {
		cases.add(new Case(name, chances.core(), chances.lesion(), features.answers(example.core()), features.answers(example.lesion()), example.maps().grid().voxelVolumeMl(), example.coreMl(), example.lesionMl(), example.lesionMl() == 0 ? falseMl(
			features.volume(chances.lesion())) : new double[0]));
	}

	private static double[] falseMl(final Volume probability) {
		final SpatialGrid grid = probability.grid();
		final double[] ml = new double[STEPS / FALSE_STEPS];
		for (int step = 1; step < ml.length; step++) {
			final double threshold = (double) step * FALSE_STEPS / STEPS;
			final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
			for (int z = 0; z < planes.length; z++)
				for (int i = 0; i < planes[z].length; i++)
					planes[z][i] = probability.plane(z)[i] >= threshold;
			final VoxelSets.Parts parts = new VoxelSets(grid).parts(planes, VoxelSets.Neighbours.FACES);
			for (int part = 1; part <= parts.count(); part++)
				if (parts.size(part) * grid.voxelVolumeMl() >= FALSE_ML) ml[step] += parts.size(part) * grid.voxelVolumeMl();
		}
		return ml;
	}

	/** @return threshold of the lesion */
	double lesion() {
		final List<Case> ill = cases.stream().filter(one -> one.lesionMl > 0).toList();
		final List<Case> healthy = cases.stream().filter(one -> one.lesionMl == 0).toList();
		double best = 0.5;
		double most = -1;
		for (int step = 5; step < STEPS - 4; step++) {
			final double threshold = (double) step / STEPS;
			final long wrong = healthy.stream().filter(one -> one.falseMl(threshold) > 0).count();
			if (ill.isEmpty() || wrong > Math.ceil(FALSE_SHARE * healthy.size())) continue;
			final double worth = worth(ill.stream().mapToDouble(one -> one.dice(false, 0, threshold)).toArray());
			if (worth > most) {
				most = worth;
				best = threshold;
			}
		}
		return best;
	}

	/** @return threshold of the core within the lesion */
	double core(final double lesionThreshold) {
		final List<Case> ill = cases.stream().filter(one -> one.coreMl >= ValidationScore.LEAST_CORE_ML).toList();
		if (ill.isEmpty()) return 0.5;
		return IntStream.range(5, STEPS - 4).boxed().max((a, b) -> Double.compare(coreWorth(ill, a, lesionThreshold), coreWorth(ill, b, lesionThreshold))).orElseThrow() / (double) STEPS;
	}

	private static double coreWorth(final List<Case> ill, final int step, final double lesionThreshold) {
		return worth(ill.stream().mapToDouble(one -> one.dice(true, (double) step / STEPS, lesionThreshold)).toArray());
	}

	private static double worth(final double[] dice) {
		return (StatUtils.percentile(dice, 50) + StatUtils.mean(dice)) / 2;
	}

	/** @return how well each case is found with these thresholds */
	List<ValidationScore> scores(final double coreThreshold, final double lesionThreshold) {
		return cases.stream().map(one -> new ValidationScore(one.name, one.coreMl, one.ml(true, coreThreshold, lesionThreshold), one.dice(true, coreThreshold, lesionThreshold), one.lesionMl, one.lesionMl == 0 ? one.falseMl(lesionThreshold) : one.ml(false, coreThreshold, lesionThreshold), one.dice(
			false, coreThreshold, lesionThreshold))).toList();
	}
}
