package org.perfusionj.io.dicom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.perfusionj.work.WorkMonitor;

/** Keeps what is logged. */
final class Log implements WorkMonitor {

	private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
	private volatile boolean cancelled;
	private volatile double fraction;

	@Override
	public void progress(final double done, final String message) {
		fraction = done;
	}

	@Override
	public void log(final String message) {
		lines.add(message);
	}

	@Override
	public boolean isCancelled() {
		return cancelled;
	}

	void cancel() {
		cancelled = true;
	}

	double fraction() {
		return fraction;
	}

	boolean says(final String part) {
		return lines.stream().anyMatch(line -> line.contains(part));
	}

	@Override
	public String toString() {
		return String.join("\n", lines);
	}
}
