package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import org.perfusionj.work.PerfusionException;

class JavaMemoryTest {

	@Test
	void saysWhatIsNeededAndWhatToDo() {
		JavaMemory.require(1000, "small.nii");
		final String message = assertThrows(PerfusionException.class, () -> JavaMemory.require(4_000_000_000_000L, "large.nii")).getMessage();
		assertTrue(message.startsWith("large.nii needs 4000.0 GB of memory") && message.contains("Close images") && message.matches(".*-Xmx\\d+g\\."), message);
	}

	@Test
	void namesAnotherRemedy() {
		final String message = assertThrows(PerfusionException.class, () -> JavaMemory.require(4_000_000_000_000L, "It", "Take less")).getMessage();
		assertTrue(message.contains("are free. Take less, or give it more: in Fiji under Edit > Options > Memory & Threads"), message);
	}
}
