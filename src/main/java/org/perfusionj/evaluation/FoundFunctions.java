package org.perfusionj.evaluation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularSearch;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** What an estimator found on a series, once: the pipelines of all methods take it from here. */
public final class FoundFunctions implements VascularEstimator {

	/** What was found, or why nothing was. */
	record Found(Optional<VascularFunction> function, double seconds, String message) {
	}

	private final String name;
	private final Map<Vessel, Found> found = new EnumMap<>(Vessel.class);

	/**
	 * Asks for the AIF, then for the VOF; a function that cannot be found is an answer, too.
	 *
	 * @param name of what finds them
	 * @param estimator finds them
	 * @param input concentration of the series
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 */
	public FoundFunctions(final String name, final VascularEstimator estimator, final ConcentrationSeries input, final Parallel parallel, final WorkMonitor monitor) {
		this.name = name;
		final VascularSearch search = estimator.search(input);
		found.put(Vessel.AIF, ask(Vessel.AIF, search, Optional.empty(), parallel, monitor.part(0, 0.5)));
		found.put(Vessel.VOF, ask(Vessel.VOF, search, found.get(Vessel.AIF).function(), parallel, monitor.part(0.5, 1)));
	}

	private static Found ask(final Vessel vessel, final VascularSearch search, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		final long start = System.nanoTime();
		try {
			final VascularFunction function = search.find(vessel, known, parallel, monitor);
			return new Found(Optional.of(function), secondsSince(start), "");
		}
		catch (final PerfusionException none) {
			return new Found(Optional.empty(), secondsSince(start), none.getMessage());
		}
	}

	static double secondsSince(final long nanoTime) {
		return (System.nanoTime() - nanoTime) / 1e9;
	}

	Found of(final Vessel vessel) {
		return found.get(vessel);
	}

	/** @return time for both, s */
	double seconds() {
		return found.get(Vessel.AIF).seconds() + found.get(Vessel.VOF).seconds();
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		final Found one = found.get(vessel);
		return one.function().orElseThrow(() -> new PerfusionException(one.message()));
	}
}
