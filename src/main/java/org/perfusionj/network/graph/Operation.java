package org.perfusionj.network.graph;

/**
 * One operation of a {@link Graph}. Axes count from 0 for the slowest; negative axes count from the end, -1 being the last. Arguments of different
 * shapes are matched as in NumPy: axes of extent 1, and missing axes in front, are repeated.
 */
public sealed interface Operation {

	/**
	 * An array that is given to every run.
	 *
	 * @param name unique in its graph
	 * @param rank number of axes; extents may differ from run to run
	 */
	record Input(String name, int rank) implements Operation {
	}

	/**
	 * An array that training changes: a part of the flat weights of the graph.
	 *
	 * @param name unique in its graph
	 * @param shape its extents
	 * @param start how it is filled before training
	 */
	record Weight(String name, int[] shape, Start start) implements Operation {
	}

	/** An array that never changes. */
	record Constant(Tensor value) implements Operation {
	}

	/** Product of matrices: of the last two axes of two arguments; axes before them are matched. */
	record MatrixProduct() implements Operation {
	}

	/** Two arguments, value by value. */
	record Combined(Arithmetic arithmetic) implements Operation {
	}

	/** One argument, value by value. */
	record Mapped(Function function) implements Operation {
	}

	/** factor * value + offset. */
	record Affine(float factor, float offset) implements Operation {
	}

	/** exp(x) / sum of exp(x) along the last axis. */
	record Softmax() implements Operation {
	}

	/** (x - mean) / sqrt(variance + epsilon) along the last axis; variance divided by n. */
	record Normalised(float epsilon) implements Operation {
	}

	/** Sum, mean or largest along an axis, which stays with extent 1. */
	record Reduced(Reduction reduction, int axis) implements Operation {
	}

	/** All arguments one behind the other along an axis. */
	record Concatenated(int axis) implements Operation {
	}

	/** Values from..to-1 of an axis. */
	record Slice(int axis, int from, int to) implements Operation {
	}

	/** The same values in another shape: 0 keeps the extent of the argument's axis of that number, -1 is what is left. */
	record Reshaped(int[] shape) implements Operation {
	}

	/** Axes in another order: axis i of the result is axis order[i] of the argument. */
	record Transposed(int[] order) implements Operation {
	}

	/** The last axis sorted, the largest value first. */
	record SortedDescending() implements Operation {
	}

	/**
	 * Cross-correlation along the middle axis of [batch, n, channels] with a weight [width, channels, outputs], width odd, zeros beyond the ends:
	 * [batch, ceil(n / stride), outputs]; result m is centred on sample m * stride.
	 */
	record Convolution(int stride) implements Operation {
	}

	/** Arithmetic on two numbers. */
	enum Arithmetic {
		/** a + b. */
		SUM,
		/** a - b. */
		DIFFERENCE,
		/** a * b. */
		PRODUCT,
		/** a / b. */
		QUOTIENT
	}

	/** A function of one number. */
	enum Function {
		/** Exponential. */
		EXP,
		/** Natural logarithm. */
		LOG,
		/** Square root. */
		SQRT,
		/** max(0, x). */
		RELU,
		/** x Phi(x), Phi the normal distribution function; with the error function, not an approximation. */
		GELU,
		/** log(1 + exp x), without overflow. */
		SOFTPLUS,
		/** 1 / (1 + exp -x). */
		SIGMOID,
		/** Hyperbolic tangent. */
		TANH
	}

	/** What becomes of an axis. */
	enum Reduction {
		/** Sum. */
		SUM,
		/** Mean. */
		MEAN,
		/** Largest value. */
		LARGEST
	}

	/** How weights start. */
	enum Start {
		/** All 0: biases. */
		ZERO,
		/** All 1: scales. */
		ONE,
		/** Uniform in +-sqrt(6 / (inputs + outputs)), the last two axes (Glorot and Bengio 2010). */
		GLOROT,
		/** Normal with standard deviation 0.02: embeddings. */
		SMALL
	}
}
