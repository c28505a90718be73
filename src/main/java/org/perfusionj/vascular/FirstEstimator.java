package org.perfusionj.vascular;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Several ways to a vascular function in order of preference: the first that finds one decides, and why those before it did not is logged as a warning. */
public final class FirstEstimator implements VascularEstimator {

	private final String name;
	private final List<VascularEstimator> estimators;

	/**
	 * @param name of this way as a whole, for example "auto"
	 * @param estimators at least one, the best first
	 * @throws IllegalArgumentException if there is none
	 */
	public FirstEstimator(final String name, final List<VascularEstimator> estimators) {
		if (estimators.isEmpty()) throw new IllegalArgumentException("There is no way to a vascular function.");
		this.name = name;
		this.estimators = List.copyOf(estimators);
	}

	@Override
	public String name() {
		return name;
	}

	/** @throws PerfusionException that of the last one, if none finds the function */
	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		return search(input).find(vessel, known, parallel, monitor);
	}

	@Override
	public VascularSearch search(final ConcentrationSeries input) {
		final List<VascularSearch> searches = estimators.stream().map(estimator -> estimator.search(input)).toList();
		return (vessel, known, parallel, monitor) -> find(searches, vessel, known, parallel, monitor);
	}

	private VascularFunction find(final List<VascularSearch> searches, final Vessel vessel, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		final List<PerfusionException> reasons = new ArrayList<>();
		for (int n = 0; n < searches.size(); n++) {
			try {
				final VascularFunction found = searches.get(n).find(vessel, known, parallel, monitor);
				warn("The " + vessel + " is from " + estimators.get(n).name() + ", not from ", reasons, monitor);
				return found;
			}
			catch (final PerfusionException reason) {
				reasons.add(reason);
			}
		}
		final PerfusionException last = reasons.remove(searches.size() - 1);
		warn("There is no " + vessel + " from ", reasons, monitor);
		throw last;
	}

	private void warn(final String what, final List<PerfusionException> reasons, final WorkMonitor monitor) {
		for (int n = 0; n < reasons.size(); n++)
			monitor.log("Warning: " + what + estimators.get(n).name() + ". " + reasons.get(n).getMessage());
	}
}
