package org.perfusionj.evaluation;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** Largest use of the Java heap since it was last asked to start: the sum of the peaks of its pools, so an upper bound. */
final class HeapMeter {

	private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP && pool.isValid()).toList();

	void start() {
		pools.forEach(MemoryPoolMXBean::resetPeakUsage);
	}

	/** @return MB (2^20 bytes) */
	double peakMb() {
		return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 0x1p20;
	}
}
