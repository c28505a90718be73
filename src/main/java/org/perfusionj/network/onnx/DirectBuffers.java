package org.perfusionj.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Memory outside the Java heap, used again and again: a new piece for each run would wait for the garbage collector, which does not see how large it is. Thread-safe. */
final class DirectBuffers {

	private final Queue<FloatBuffer> free = new ConcurrentLinkedQueue<>();

	/** @return a buffer with a copy of the values, for the caller alone until it is given back */
	FloatBuffer filled(final float[] values) {
		FloatBuffer buffer = free.poll();
		if (buffer == null || buffer.capacity() < values.length) buffer = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES)).order(ByteOrder.nativeOrder()).asFloatBuffer();
		return buffer.clear().put(values).flip();
	}

	/** Takes a buffer back. */
	void giveBack(final FloatBuffer buffer) {
		free.add(buffer);
	}
}
