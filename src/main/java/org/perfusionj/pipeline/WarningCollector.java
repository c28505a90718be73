package org.perfusionj.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.perfusionj.work.WorkMonitor;

/** Passes everything on and keeps the log lines that are warnings, so that tables and files can repeat them. */
final class WarningCollector implements WorkMonitor {

	private static final String PREFIX = "Warning: ";

	private final WorkMonitor monitor;
	private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

	WarningCollector(final WorkMonitor monitor) {
		this.monitor = monitor;
	}

	@Override
	public void progress(final double fraction, final String message) {
		monitor.progress(fraction, message);
	}

	@Override
	public void log(final String message) {
		if (message.startsWith(PREFIX)) {
			final String warning = message.substring(PREFIX.length());
			if (warnings.contains(warning)) return;
			warnings.add(warning);
		}
		monitor.log(message);
	}

	@Override
	public boolean isCancelled() {
		return monitor.isCancelled();
	}

	/** Logs a warning. */
	void warn(final String message) {
		log(PREFIX + message);
	}

	List<String> warnings() {
		return List.copyOf(warnings);
	}
}
