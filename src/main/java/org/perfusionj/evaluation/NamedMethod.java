package org.perfusionj.evaluation;

import java.util.Map;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.PerfusionMethod;

/**
 * A method under another name, for variants that tables must tell apart.
 *
 * @param name its name here
 * @param method what it does
 */
record NamedMethod(String name, PerfusionMethod method) implements PerfusionMethod {

	@Override
	public Map<String, String> parameters() {
		return method.parameters();
	}

	@Override
	public Prepared prepare(final double[] aif, final TimeGrid time) {
		return method.prepare(aif, time);
	}

	@Override
	public void close() {
		method.close();
	}
}
