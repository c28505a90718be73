package org.perfusionj.evaluation.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.StatUtils;

import org.perfusionj.segmentation.trained.CaseFeatures;
import org.perfusionj.segmentation.trained.LesionChances;

/**
 * Finds from which probability on voxels of validation cases are best called lesion and core: the mean of median and mean Dice over the cases is as large as it can be, for the lesion among those thresholds at which
 * no more heads without a stroke show a lesion than may. Voxels are counted as they are, before islands are removed.
 */
final class ThresholdSweep {

	private static final int STEPS = 100;
	/** A head without a stroke may show less than this, ml ... */
	private static final double FALSE_ML = 3;
	/** ... and so many may show more. */
	private static final double FALSE_SHARE = 0.1;

	private final List<Case> cases = new ArrayList<>();

	/** A case with what is said and what is true of its voxels. */
	private record Case(String name, float[] core, float[] lesion, boolean[] isCore, boolean[] isLesion, double voxelMl, double coreMl, double lesionMl) {

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

		double ml(final boolean ofCore, final double coreThreshold, final double lesionThreshold) {
			long found = 0;
			for (int v = 0; v < lesion.length; v++)
				if (lesion[v] >= lesionThreshold && (!ofCore || core[v] >= coreThreshold)) found++;
			return found * voxelMl;
		}
	}

	/** Adds a validation case. */
	void add(final String name, final LesionExample example, final CaseFeatures features, final LesionChances chances) {
		cases.add(new Case(name, chances.core(), chances.lesion(), features.answers(example.core()), features.answers(example.lesion()), example.maps().grid().voxelVolumeMl(), example.coreMl(), example.lesionMl()));
	}

	/** @return threshold of the lesion */
	double lesion() {
		final List<Case> ill = cases.stream().filter(one -> one.lesionMl > 0).toList();
		final List<Case> healthy = cases.stream().filter(one -> one.lesionMl == 0).toList();
		double best = 0.5;
		double most = -1;
		for (int step = 5; step < STEPS - 4; step++) {
			final double threshold = (double) step / STEPS;
			final long wrong = healthy.stream().filter(one -> one.ml(false, 0, threshold) >= FALSE_ML).count();
			if (ill.isEmpty() || wrong > FALSE_SHARE * healthy.size()) continue;
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
		return cases.stream().map(one -> new ValidationScore(one.name, one.coreMl, one.ml(true, coreThreshold, lesionThreshold), one.dice(true, coreThreshold, lesionThreshold), one.lesionMl, one.ml(false, coreThreshold, lesionThreshold), one.dice(
			false, coreThreshold, lesionThreshold))).toList();
	}
}
