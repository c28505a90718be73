package org.perfusionj.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The most memory that this process has had since it started. */
final class PeakMemory {

	private static final Path STATUS = Path.of("/proc/self/status");
	private static final String RESIDENT = "VmHWM:";

	private PeakMemory() {}

	/** @return resident memory of the process (Linux only), libraries and native memory included, and an upper bound of the Java heap, in MB (2^20 bytes) */
	static String text() throws IOException {
		final long heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP && pool.isValid()).map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
		return String.format(Locale.ROOT, "peak memory: %s resident, %.0f MB of Java heap", resident(), heap / 0x1p20);
	}

	private static String resident() throws IOException {
		if (!Files.exists(STATUS)) return "not known";
		final String line = Files.readAllLines(STATUS).stream().filter(one -> one.startsWith(RESIDENT)).findFirst().orElseThrow();
		return String.format(Locale.ROOT, "%.0f MB", Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
	}
}
