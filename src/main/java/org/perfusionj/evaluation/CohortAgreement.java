package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/**
 * Agreement of raters and estimates over the cases of a cohort: what Tables 1 and 2 of de la Rosa et al. (Med. Image Anal. 2021)
 * are made from.
 *
 * @param cases what was compared
 * @param unit of all curves
 * @param pairs the AIF before the VOF; for each the raters among themselves, then raters against estimates
 */
public record CohortAgreement(List<CohortCase> cases, String unit, List<PairAgreement> pairs) {

	/** Copies the lists. */
	public CohortAgreement {
		cases = List.copyOf(cases);
		pairs = List.copyOf(pairs);
	}

	private record Key(Vessel vessel, String first, String second) {
	}

	/**
	 * @param cases at least one
	 * @throws PerfusionException if they are in different units, or one compares the same readers twice; the message names the cases
	 */
	public static CohortAgreement of(final List<CohortCase> cases) {
		final CohortCase first = cases.get(0);
		final String unit = first.pairs().get(0).unit();
		final Map<Key, List<ReadingPair>> byReaders = new LinkedHashMap<>();
		for (final CohortCase one : cases) {
			final Optional<ReadingPair> other = one.pairs().stream().filter(pair -> !pair.unit().equals(unit)).findFirst();
			if (other.isPresent()) throw new PerfusionException("The curves of " + one.name() + " are in \"" + other.get().unit() + "\", those of " + first.name() + " in \"" + unit + "\": they cannot be averaged. Put them into different folders.");
			for (final ReadingPair pair : one.pairs()) {
				final Key key = new Key(pair.vessel(), pair.first(), pair.second());
				final boolean twice = one.pairs().stream().filter(same -> key.equals(new Key(same.vessel(), same.first(), same.second()))).count() > 1;
				if (twice) throw new PerfusionException(one.file() + " compares the " + pair.vessel() + " of " + pair.first() + " and " + pair.second() + " more than once. Compare the case again.");
				byReaders.computeIfAbsent(key, its -> new ArrayList<>()).add(pair);
			}
		}
		final Comparator<PairAgreement> order = Comparator.comparing(PairAgreement::vessel).thenComparing(pair -> !VascularReading.isRater(pair.second()));
		return new CohortAgreement(cases, unit, byReaders.values().stream().map(PairAgreement::of).sorted(order).toList());
	}

	/** @return agreement on a vessel */
	public List<PairAgreement> of(final Vessel vessel) {
		return pairs.stream().filter(pair -> pair.vessel() == vessel).toList();
	}
}
