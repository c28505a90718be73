package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Tells tissue whose blood arrives late (the perfusion lesion) from normally perfused tissue: Tmax above and below a threshold. Where a method makes BAD and no Tmax, BAD with a threshold of its own:
 * BAD is the delay alone, Tmax is delay and dispersion together, so that a threshold of the one says nothing of the other.
 */
final class DelayThreshold {

	/** Part of the tissue that is normal, at least: less says that the map is not one of delays, or the AIF late. */
	private static final double LEAST_NORMAL = 0.01;
	/** Part below which a mean over normal tissue is doubtful. */
	private static final double LITTLE_NORMAL = 0.2;

	private final RuleThresholds thresholds;
	private final TissueSmoothing smoothing;
	private final boolean badOnly;

	/**
	 * @param thresholds of Tmax and BAD, smoothing
	 * @param badOnly BAD is needed, Tmax is not looked at
	 */
	DelayThreshold(final RuleThresholds thresholds, final boolean badOnly) {
		this.thresholds = thresholds;
		this.smoothing = new TissueSmoothing(thresholds);
		this.badOnly = badOnly;
	}

	/**
	 * What the delays of a case say.
	 *
	 * @param map that was used
	 * @param thresholdS threshold of it, s
	 * @param delay the map as thresholds see it
	 * @param lesion tissue above the threshold
	 * @param normal tissue below it
	 * @param warnings about the map and the normal tissue
	 */
	record Delayed(PerfusionMap map, double thresholdS, TissueMap delay, Mask lesion, Mask normal, List<String> warnings) {

		/** @return what is normal, in words */
		String normalWords() {
			return map.key() + " < " + ThresholdText.of(thresholdS) + " s";
		}

		/** @return what is lesion, in words */
		String lesionWords() {
			return map.key() + " > " + ThresholdText.of(thresholdS) + " s";
		}
	}

	/**
	 * @param sign &gt; for the lesion, &lt; for normal tissue
	 * @return the threshold in words, whatever maps there are
	 */
	String words(final char sign) {
		return badOnly ? badWords(sign) : tmaxWords(sign) + " (" + badWords(sign) + " where there is no Tmax)";
	}

	/** @return the threshold in words for the maps that there are */
	String words(final char sign, final LesionMaps maps) {
		return isBad(maps) ? badWords(sign) : tmaxWords(sign);
	}

	private String badWords(final char sign) {
		return "BAD " + sign + " " + badText();
	}

	private String tmaxWords(final char sign) {
		return "Tmax " + sign + " " + tmaxText();
	}

	private boolean isBad(final LesionMaps maps) {
		return badOnly || maps.delay().filter(map -> map == PerfusionMap.BAD).isPresent();
	}

	private String tmaxText() {
		return ThresholdText.of(thresholds.tmaxS()) + " s";
	}

	private String badText() {
		return ThresholdText.of(thresholds.badS()) + " s";
	}

	private String origin() {
		return thresholds.badS() == RuleThresholds.DEFAULTS.badS() ? " (fitted on phantoms)" : "";
	}

	/** Puts the thresholds into the parameters of a rule. */
	void into(final Map<String, String> parameters) {
		if (!badOnly) parameters.put("tmax_s", ThresholdText.of(thresholds.tmaxS()));
		parameters.put("bad_s", ThresholdText.of(thresholds.badS()));
	}

	/**
	 * @param example a case
	 * @param rule name of the rule, for messages
	 * @param parallel threads to use
	 * @param monitor asked for cancel
	 * @return lesion and normal tissue
	 * @throws PerfusionException if there is no map of delays, or hardly any normal tissue
	 */
	Delayed find(final LesionCase example, final String rule, final Parallel parallel, final WorkMonitor monitor) {
		if (!badOnly && example.maps().delay().isEmpty()) throw new PerfusionException("rule=" + rule
			+ " needs the map Tmax, or BAD (how late blood arrives, s), and there is neither. Make one (maps=Tmax,...), or use another rule.");
		final boolean isBad = isBad(example.maps());
		final PerfusionMap map = isBad ? PerfusionMap.BAD : PerfusionMap.TMAX;
		if (badOnly && example.maps().get(map).isEmpty() && example.maps().get(PerfusionMap.TMAX).isPresent()) throw new PerfusionException("rule=" + rule
			+ " needs the map BAD (bolus arrival delay), and these maps have Tmax. Use rule=rcbf, or maps of a method that estimates BAD (deep residue estimation).");
		final double thresholdS = isBad ? thresholds.badS() : thresholds.tmaxS();
		final TissueMap delay = smoothing.applyToDelay(example.need(map, rule), example.tissue(), parallel, monitor);
		final Mask normal = delay.below(thresholdS);
		final List<String> warnings = new ArrayList<>();
		if (isBad && !badOnly) warnings.add("These maps have no Tmax, so the lesion is tissue with BAD > " + badText() + origin() + " and not with Tmax > " + tmaxText()
			+ ". Compare volumes only with others of BAD maps.");
		final int tissue = example.tissue().count();
		if (normal.count() < LITTLE_NORMAL * tissue) warnings.add(String.format(Locale.ROOT, "Only %.0f %% of the tissue has %s < %s s, which is taken for normal. Check that the AIF is not too early and that the map is in s.", 100.0 * normal.count() / tissue, map
			.key(), ThresholdText.of(thresholdS)));
		return new Delayed(map, thresholdS, delay, delay.above(thresholdS), normal, warnings);
	}

	/**
	 * The flow of normal tissue, that others are compared with.
	 *
	 * @param flow CBF
	 * @param normal normal tissue
	 * @param among the tissue of which it is a part
	 * @param what normal tissue it is, for the message
	 * @return mean, more than 0
	 * @throws PerfusionException if there is hardly any normal tissue, or no flow in it
	 */
	static double normalFlow(final TissueMap flow, final Mask normal, final Mask among, final String what) {
		final double mean = flow.mean(normal);
		if (normal.count() < Math.max(1, LEAST_NORMAL * among.count())) throw new PerfusionException("There is no normal tissue to compare flow with: " + normal.count() + " of " + among.count() + " tissue voxels are " + what
			+ ". Check that the delay map is in s and the AIF not too early, take a larger threshold of delay (tmax_s, bad_s), or use a rule without normal tissue: rule=cbv.");
		if (!(mean > 0)) throw new PerfusionException("The mean CBF of normal tissue (" + what + ") is " + ThresholdText.measured(mean) + ", so flow cannot be compared with it. Check the CBF map.");
		return mean;
	}
}
