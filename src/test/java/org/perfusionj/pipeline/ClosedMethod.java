package org.perfusionj.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;

/**
 * A method that notes what is opened and closed, for tests.
 *
 * @param method does the work
 * @param notes "prepared", "freed" and "closed" in order
 */
public record ClosedMethod(PerfusionMethod method, List<String> notes) implements PerfusionMethod {

	@Override
	public String name() {
		return method.name();
	}

	@Override
	public Map<String, String> parameters() {
		return method.parameters();
	}

	@Override
	public Prepared prepare(final double[] aif, final TimeGrid time) {
		final Prepared prepared = method.prepare(aif, time);
		notes.add("prepared");
		return new Prepared() {

			@Override
			public Set<PerfusionMap> maps() {
				return prepared.maps();
			}

			@Override
			public boolean estimatesLocalAif() {
				return prepared.estimatesLocalAif();
			}

			@Override
			public Estimator newEstimator(final int capacity) {
				return prepared.newEstimator(capacity);
			}

			@Override
			public void close() {
				notes.add("freed");
			}
		};
	}

	@Override
	public void close() {
		notes.add("closed");
	}
}
