package org.perfusionj.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what work tells its caller; cancels it when a test says so. */
public class MonitorLog implements WorkMonitor {

	private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
	private volatile boolean cancelled;
	private volatile double fraction;

	/** @return one that is cancelled from the start */
	public static MonitorLog cancelled() {
		final MonitorLog log = new MonitorLog();
		log.cancel();
		return log;
	}

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

	/** From now on the work is to stop. */
	public void cancel() {
		cancelled = true;
	}

	/** @return how far the work said last that it has come */
	public double fraction() {
		return fraction;
	}

	/** @return what was logged */
	public List<String> lines() {
		return lines;
	}

	/** @return what was logged for the user to heed */
	public List<String> warnings() {
		return lines.stream().filter(line -> line.startsWith("Warning: ")).toList();
	}

	/** @return true if a logged line has that part */
	public boolean says(final String part) {
		return lines.stream().anyMatch(line -> line.contains(part));
	}

	@Override
	public String toString() {
		return String.join("\n", lines);
	}
}
