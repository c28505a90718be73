package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.vascular.Vessel;

/**
 * One scan, read by raters and by programs.
 *
 * @param title of the case
 * @param signal of the series, which says what the curves are
 * @param readings all that was compared: raters first, then estimates
 * @param pairs for each vessel rater against rater, then each rater against each estimate, in the order of Tables 1 and 2 of de la Rosa et al.
 *          (Med. Image Anal. 2021)
 */
public record RaterComparison(String title, SignalType signal, List<VascularReading> readings, List<ReadingPair> pairs) {

	/** Copies the lists. */
	public RaterComparison {
		readings = List.copyOf(readings);
		pairs = List.copyOf(pairs);
	}

	/**
	 * @param input the scan
	 * @param estimates what programs found, for example {@link VascularReading#ofNetwork}; those without a rater for their vessel are not compared
	 * @param raters what raters chose: {@link VascularReading#ofRaters}
	 */
	public static RaterComparison of(final ConcentrationSeries input, final List<VascularReading> estimates, final List<VascularReading> raters) {
		final SpatialGrid grid = input.slices().grid();
		final String unit = input.series().signal().concentrationUnit();
		final List<ReadingPair> pairs = new ArrayList<>();
		for (final Vessel vessel : Vessel.values()) {
			final List<VascularReading> people = of(vessel, raters);
			for (int i = 0; i < people.size(); i++)
				for (int j = i + 1; j < people.size(); j++)
					pairs.add(ReadingPair.of(people.get(i), people.get(j), grid, unit));
			for (final VascularReading estimate : of(vessel, estimates))
				for (final VascularReading rater : people)
					pairs.add(ReadingPair.of(rater, estimate, grid, unit));
		}
		final List<VascularReading> all = new ArrayList<>(raters);
		all.addAll(estimates);
		return new RaterComparison(input.series().name(), input.series().signal(), all, pairs);
	}

	private static List<VascularReading> of(final Vessel vessel, final List<VascularReading> readings) {
		return readings.stream().filter(reading -> reading.vessel() == vessel).toList();
	}

	/** @return true if there is nothing to compare: no vessel with a rater and somebody else */
	public boolean isEmpty() {
		return pairs.isEmpty();
	}
}
