package org.perfusionj.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Passes everything on and keeps the log lines that start with "Warning: ", so that tables and files can repeat them.
 * A line that was heard before is not repeated. Thread-safe.
 */
public final class WarningCollector implements WorkMonitor {

	private static final String PREFIX = "Warning: ";

	private final WorkMonitor monitor;
	private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

	/** @param monitor hears everything */
	public WarningCollector(final WorkMonitor monitor) {
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

	/** @param message logged as a warning */
	public void warn(final String message) {
		log(PREFIX + message);
	}

	/** @return the warnings so far, without the word itself */
	public List<String> warnings() {
		return List.copyOf(warnings);
	}
}
