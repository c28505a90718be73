package org.perfusionj.commands;

import java.util.Map;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.work.WorkMonitor;

/**
 * A method that says in the log when it is closed, for tests.
 *
 * @param method does the work
 * @param monitor told
 */
record ToldMethod(PerfusionMethod method, WorkMonitor monitor) implements PerfusionMethod {

	/** Said before a network is looked for. */
	static final String WANTED = "A network is wanted.";
	/** Said when it is closed. */
	static final String CLOSED = "The network is closed.";

	/** @return the same methods, telling what is done with them */
	static ResidueMethods of(final ResidueMethods methods) {
		return (request, monitor) -> {
			monitor.log(WANTED);
			return new ToldMethod(methods.find(request, monitor), monitor);
		};
	}

	/** @return how often a message is in a text */
	static int count(final String message, final String text) {
		return text.split(message, -1).length - 1;
	}

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
		return method.prepare(aif, time);
	}

	@Override
	public void close() {
		monitor.log(CLOSED);
		method.close();
	}
}
