package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The result of an evaluation on simulated curves.
 *
 * @param conditions one score for each method, width, set and condition
 * @param averages one score for each method and width: errors are averaged over the conditions of a set, then over the sets
 */
public record CurveScores(List<CurveScore> conditions, List<CurveScore> averages) {

	/** The set that varies the dispersion, and from which T_A (s) on its curves are dispersed at all. */
	private static final int DISPERSION_SET = 3;
	private static final double DISPERSED_FROM_S = 1;

	/** Copies the lists. */
	public CurveScores {
		conditions = List.copyOf(conditions);
		averages = List.copyOf(averages);
	}

	/**
	 * @param average one of the averages
	 * @return correlation of the local AIFs of its method where local and global AIF differ: set 3 with T_A of 1 s or more
	 */
	public MeanSd dispersedLocalAifR(final CurveScore average) {
		final List<CurveScore> dispersed = conditions.stream().filter(score -> score.method().equals(average.method()) && score.width() == average.width() && score.set() == DISPERSION_SET && score.position() >= DISPERSED_FROM_S).toList();
		return MeanSd.average(dispersed, score -> score.localAif().r());
	}

	/** @return every method that is no deconvolution against the best of these, condition by condition; empty if there are no such methods or no deconvolutions */
	public List<Contest> contests() {
		final List<Contest> contests = new ArrayList<>();
		for (final CurveScore score : conditions) {
			if (MethodCatalogue.isDeconvolution(score.method())) continue;
			final List<CurveScore> rivals = conditions.stream().filter(rival -> MethodCatalogue.isDeconvolution(rival.method()) && rival.width() == score.width() && rival.set() == score.set() && rival.condition().equals(score.condition())).toList();
			if (rivals.isEmpty()) continue;
			contests.add(new Contest(score, rivals.stream().min(Comparator.comparingDouble(CurveScore::cbfRmse)).orElseThrow(), rivals.stream().min(Comparator.comparingDouble(CurveScore::badRmse)).orElseThrow()));
		}
		return contests;
	}
}
