package org.perfusionj.evaluation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the current thread; wall time where the Java machine does not tell it. */
final class CpuClock {

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
	private final boolean known = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();

	/** @return ns since some moment */
	long now() {
		return known ? threads.getCurrentThreadCpuTime() : System.nanoTime();
	}
}
