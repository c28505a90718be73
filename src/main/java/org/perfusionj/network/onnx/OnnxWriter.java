package org.perfusionj.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Puts the messages of an ONNX file together (onnx.proto of ONNX 1.15: IR version 9, operator set 20). Values have names; those that this class gives begin
 * with "#". Not thread-safe.
 */
final class OnnxWriter {

	private static final int IR_VERSION = 9;
	private static final int OPERATOR_SET = 20;
	private static final int FLOATS = 1;
	private static final int LONGS = 7;
	private static final int INTEGER_ATTRIBUTE = 2;
	private static final int INTEGERS_ATTRIBUTE = 7;

	private final Message graph = new Message();
	private final Map<String, String> constants = new HashMap<>();
	private int values;

	/** Attributes of an operator. */
	static final class Attributes {

		private final Message node = new Message();

		/** Adds an integer. */
		Attributes with(final String name, final int value) {
			node.message(5, new Message().text(1, name).integers(3, value).integers(20, INTEGER_ATTRIBUTE));
			return this;
		}

		/** Adds a list of integers. */
		Attributes with(final String name, final int[] list) {
			node.message(5, new Message().text(1, name).integers(8, longs(list)).integers(20, INTEGERS_ATTRIBUTE));
			return this;
		}
	}

	/** Adds an argument of the model; an extent of 0 may differ from run to run. */
	void input(final String name, final int... extents) {
		graph.message(11, argument(name, extents));
	}

	/** Makes a value a result of the model, by a name. */
	void output(final String name, final String value, final int... extents) {
		node("Identity", name, new Attributes(), value);
		graph.message(12, argument(name, extents));
	}

	private static Message argument(final String name, final int[] extents) {
		final Message shape = new Message();
		for (int axis = 0; axis < extents.length; axis++)
			shape.message(1, extents[axis] > 0 ? new Message().integers(1, extents[axis]) : new Message().text(2, name + "_" + axis));
		return new Message().text(1, name).message(2, new Message().message(1, new Message().integers(1, FLOATS).message(2, shape)));
	}

	/**
	 * Adds an array that never changes.
	 *
	 * @param from place of its first value among the values
	 */
	void array(final String name, final int[] extents, final float[] all, final int from) {
		final int count = Arrays.stream(extents).reduce(1, Math::multiplyExact);
		final ByteBuffer raw = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		raw.asFloatBuffer().put(all, from, count);
		tensor(name, longs(extents), FLOATS, raw);
	}

	/** @return name of a single number */
	String number(final float value) {
		return constants.computeIfAbsent("number " + Float.floatToIntBits(value), unknown -> {
			final String name = fresh();
			array(name, new int[0], new float[] { value }, 0);
			return name;
		});
	}

	/** @return name of a list of integers */
	String integers(final int... list) {
		return constants.computeIfAbsent(Arrays.toString(list), unknown -> {
			final ByteBuffer raw = ByteBuffer.allocate(list.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
			raw.asLongBuffer().put(longs(list));
			final String name = fresh();
			tensor(name, new long[] { list.length }, LONGS, raw);
			return name;
		});
	}

	private void tensor(final String name, final long[] extents, final int type, final ByteBuffer raw) {
		graph.message(5, new Message().integers(1, extents).integers(2, type).text(8, name).bytes(9, raw.array()));
	}

	/** @return name of the result of an operator */
	String node(final String operator, final Attributes attributes, final String... arguments) {
		final String name = fresh();
		node(operator, name, attributes, arguments);
		return name;
	}

	/** @return name of the result of an operator without attributes */
	String node(final String operator, final String... arguments) {
		return node(operator, new Attributes(), arguments);
	}

	/** @return name of the first result of an operator that has two */
	String firstOfTwo(final String operator, final String... arguments) {
		final String name = fresh();
		graph.message(1, arguments(arguments).text(2, name).text(2, fresh()).text(4, operator));
		return name;
	}

	private void node(final String operator, final String result, final Attributes attributes, final String... arguments) {
		graph.message(1, arguments(arguments).text(2, result).text(4, operator).append(attributes.node));
	}

	private static Message arguments(final String... arguments) {
		final Message node = new Message();
		for (final String argument : arguments)
			node.text(1, argument);
		return node;
	}

	/** @return a name that nothing has */
	String fresh() {
		return "#" + values++;
	}

	/** @return content of the file */
	byte[] bytes() {
		final Message operators = new Message().text(1, "").integers(2, OPERATOR_SET);
		return new Message().integers(1, IR_VERSION).text(2, "PerfusionJ").message(7, graph.text(2, "network")).message(8, operators).bytes();
	}

	private static long[] longs(final int[] list) {
		return IntStream.of(list).asLongStream().toArray();
	}
}
