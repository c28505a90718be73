package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.graph.Operation.Function;

/**
 * A function of one number, on arrays, with its derivative.
 *
 * @param forward writes f(x) to another array, or to the same if not ofArgument
 * @param back multiplies a gradient by f'(x); given x, or f(x), and the gradient
 * @param ofArgument whether back is given x or f(x)
 */
record MappedFunction(OnTwo forward, OnTwo back, boolean ofArgument) {

	/** Something done to the second of two arrays of the same shape. */
	@FunctionalInterface
	interface OnTwo {

		void apply(INDArray given, INDArray changed, ArrayPool pool);
	}

	/** @return the function of a graph */
	static MappedFunction of(final Function function) {
		return switch (function) {
			case EXP -> new MappedFunction((x, y, pool) -> exec(new Exp(x, y)), (y, gradient, pool) -> gradient.muli(y), false);
			case LOG -> new MappedFunction((x, y, pool) -> exec(new Log(x, y)), (x, gradient, pool) -> gradient.divi(x), true);
			case SQRT -> new MappedFunction((x, y, pool) -> exec(new Sqrt(x, y)), (y, gradient, pool) -> gradient.divi(y).muli(0.5), false);
			case RELU -> new MappedFunction((x, y, pool) -> exec(new RectifiedLinear(x, y, 0)), MappedFunction::rectifierBack, false);
			case GELU -> new MappedFunction(MappedFunction::gelu, MappedFunction::geluBack, true);
			case SOFTPLUS -> new MappedFunction(MappedFunction::softplus, MappedFunction::softplusBack, false);
			case SIGMOID -> new MappedFunction((x, y, pool) -> exec(new Sigmoid(x, y)), MappedFunction::sigmoidBack, false);
			case TANH -> new MappedFunction(MappedFunction::tanh, MappedFunction::tanhBack, false);
		};
	}

	/** Not relu_bp, which takes six times as long. */
	private static void rectifierBack(final INDArray y, final INDArray gradient, final ArrayPool pool) {
		final INDArray mask = pool.take(y.shape());
		exec(new Step(y, mask, 0));
		gradient.muli(mask);
		pool.give(mask);
	}

	private static void gelu(final INDArray x, final INDArray result, final ArrayPool pool) {
		normalDistribution(x, result);
		result.muli(x);
	}

	/** Phi(x) + x phi(x). */
	private static void geluBack(final INDArray x, final INDArray gradient, final ArrayPool pool) {
		final INDArray density = pool.take(x.shape());
		Broadcast.exec("multiply", x, x, density);
		density.muli(-0.5);
		exec(new Exp(density, density));
		density.muli(x).muli(1 / Math.sqrt(2 * Math.PI));
		final INDArray derivative = pool.take(x.shape());
		normalDistribution(x, derivative);
		gradient.muli(derivative.addi(density));
		pool.give(density);
		pool.give(derivative);
	}

	private static void normalDistribution(final INDArray x, final INDArray result) {
		x.muli(Math.sqrt(0.5), result);
		exec(new Erf(result, result));
		result.addi(1).muli(0.5);
	}

	/** max(0, x) + log(1 + exp -|x|): ND4J's own overflows. */
	private static void softplus(final INDArray x, final INDArray result, final ArrayPool pool) {
		final INDArray small = pool.take(x.shape());
		exec(new Abs(x, small));
		small.negi();
		exec(new Exp(small, small));
		exec(new Log1p(small, small));
		exec(new RectifiedLinear(x, result, 0));
		result.addi(small);
		pool.give(small);
	}

	/** The derivative is 1 - exp -f(x). */
	private static void softplusBack(final INDArray y, final INDArray gradient, final ArrayPool pool) {
		final INDArray derivative = pool.take(y.shape());
		y.muli(-1, derivative);
		exec(new Exp(derivative, derivative));
		gradient.muli(derivative.rsubi(1));
		pool.give(derivative);
	}

	private static void sigmoidBack(final INDArray y, final INDArray gradient, final ArrayPool pool) {
		final INDArray other = pool.copy(y).rsubi(1);
		gradient.muli(y).muli(other);
		pool.give(other);
	}

	/** The operation that oneDNN computes. */
	private static void tanh(final INDArray x, final INDArray result, final ArrayPool pool) {
		Nd4j.exec(DynamicCustomOp.builder("tanh").addInputs(x).addOutputs(result).build());
	}

	private static void tanhBack(final INDArray y, final INDArray gradient, final ArrayPool pool) {
		final INDArray square = pool.take(y.shape());
		Broadcast.exec("multiply", y, y, square);
		gradient.muli(square.rsubi(1));
		pool.give(square);
	}

	private static void exec(final Op operation) {
		Nd4j.getExecutioner().exec(operation);
	}
}
