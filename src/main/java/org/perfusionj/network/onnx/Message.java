package org.perfusionj.network.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One message in the wire format of Protocol Buffers, field by field (https://protobuf.dev/programming-guides/encoding). Not the protobuf library: without
 * generated classes all that it would do is in this class, and its jar would have to agree with the version that Fiji has for other plugins.
 */
final class Message {

	private static final int VARINT = 0;
	private static final int LENGTH_DELIMITED = 2;
	private static final int FIXED_32_BITS = 5;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/** Adds integers, each as a field: how ONNX repeats them. */
	Message integers(final int field, final long... values) {
		for (final long value : values) {
			tag(field, VARINT);
			varint(value);
		}
		return this;
	}

	/** Adds a number with single precision. */
	Message real(final int field, final float value) {
		tag(field, FIXED_32_BITS);
		out.writeBytes(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
		return this;
	}

	/** Adds a text. */
	Message text(final int field, final String text) {
		return bytes(field, text.getBytes(StandardCharsets.UTF_8));
	}

	/** Adds a message within this one. */
	Message message(final int field, final Message message) {
		return bytes(field, message.bytes());
	}

	/** Adds bytes as they are. */
	Message bytes(final int field, final byte[] bytes) {
		tag(field, LENGTH_DELIMITED);
		varint(bytes.length);
		out.writeBytes(bytes);
		return this;
	}

	/** Adds the fields of another message to this one. */
	Message append(final Message message) {
		out.writeBytes(message.bytes());
		return this;
	}

	/** @return all fields so far */
	byte[] bytes() {
		return out.toByteArray();
	}

	private void tag(final int field, final int type) {
		varint(field << 3 | type);
	}

	private void varint(final long value) {
		long left = value;
		for (; (left & ~0x7FL) != 0; left >>>= 7)
			out.write((int) (left & 0x7F | 0x80));
		out.write((int) left);
	}
}
