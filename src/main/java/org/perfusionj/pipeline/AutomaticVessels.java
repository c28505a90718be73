package org.perfusionj.pipeline;

import java.util.List;
import java.util.Optional;

import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.FirstEstimator;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularSearch;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** What "auto" means wherever vascular functions are found: AIFNet, and the classical selection where that cannot be had or finds nothing usable, and where the series is no CT. */
public final class AutomaticVessels implements VascularEstimator {

	private final VascularEstimator classical = new ClassicalEstimator();
	private final VascularEstimator first;

	/** @param aifnet the network */
	public AutomaticVessels(final AifnetVessels aifnet) {
		this.first = new FirstEstimator("auto", List.of(aifnet, classical));
	}

	@Override
	public String name() {
		return first.name();
	}

	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		return search(input).find(vessel, known, parallel, monitor);
	}

	@Override
	public VascularSearch search(final ConcentrationSeries input) {
		return (input.series().signal() == SignalType.CT ? first : classical).search(input);
	}
}
