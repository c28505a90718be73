package org.perfusionj.network.aifnet.training;

import java.util.Arrays;
import java.util.BitSet;

import org.perfusionj.network.FieldShape;
import org.perfusionj.network.aifnet.AifnetDesign;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.InputScaling;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.vascular.Vessel;

/** Makes inputs of a network from stored examples. */
final class Samples {

	/** Neighbours of an annotated cell that follow its curve as closely as this belong to the same vessel. */
	private static final double SAME_VESSEL = 0.95;

	private final Vessel vessel;
	private final AifnetKind kind;
	private final InputSpec input;

	Samples(final Vessel vessel, final AifnetKind kind, final InputSpec input) {
		this.vessel = vessel;
		this.kind = kind;
		this.input = input;
	}

	/** @return the example as the network sees it after a change */
	TrainingSample of(final TrainingExample example, final Augmentation.Change change) {
		final boolean square = kind == AifnetKind.REGRESSION;
		final int height = square ? AifnetDesign.REGRESSION_CELLS : example.height();
		final int width = square ? AifnetDesign.REGRESSION_CELLS : example.width();
		final FieldShape shape = new FieldShape(example.depth(), height, width, input.channels());
		final int[] origin = origin(example, change, height, width);
		final float[] values = new float[shape.values()];
		final BitSet usable = new BitSet(shape.cells());
		final int first = TrainingExample.MARGIN - change.shift();
		final float factor = (float) change.scale();
		for (int c = 0; c < origin.length; c++) {
			if (origin[c] < 0) continue;
			usable.set(c);
			final int at = c * shape.channels();
			for (int t = 0; t < input.frames(); t++)
				values[at + t] = factor * InputScaling.enhancement(example.enhancement(first + t, origin[c]));
			values[at + input.frames()] = InputScaling.baseline(example.baseline(origin[c]));
		}
		final Annotation annotation = example.annotation(vessel);
		return new TrainingSample(shape, values, usable, part(annotation.curve(), first), part(annotation.truth(), first), annotated(annotation, origin, values, shape));
	}

	private double[] part(final double[] curve, final int first) {
		return Arrays.copyOfRange(curve, first, first + input.frames());
	}

	/** Which cell of the example each cell of the input is; -1 = none. The middle stays in the middle. */
	private static int[] origin(final TrainingExample example, final Augmentation.Change change, final int height, final int width) {
		final int[] origin = new int[example.depth() * height * width];
		final int offsetY = (height - example.height()) / 2;
		final int offsetX = (width - example.width()) / 2;
		for (int c = 0; c < origin.length; c++) {
			final int z = c / (height * width);
			final int y = c / width % height - offsetY;
			final int x = c % width - offsetX;
			final boolean inside = y >= 0 && y < example.height() && x >= 0 && x < example.width();
			final int fromZ = change.mirrorZ() ? example.depth() - 1 - z : z;
			final int fromY = change.mirrorY() ? example.height() - 1 - y : y;
			final int fromX = change.mirrorX() ? example.width() - 1 - x : x;
			origin[c] = inside ? (fromZ * example.height() + fromY) * example.width() + fromX : -1;
		}
		return origin;
	}

	/** The annotated cells and those beside them in the same layer that are of the same vessel. */
	private BitSet annotated(final Annotation annotation, final int[] origin, final float[] values, final FieldShape shape) {
		final BitSet cells = new BitSet(origin.length);
		if (kind != AifnetKind.SEGMENTATION) return cells;
		for (int c = 0; c < origin.length; c++)
			if (annotation.cells().contains(origin[c])) cells.set(c);
		final BitSet seeds = (BitSet) cells.clone();
		for (int c = seeds.nextSetBit(0); c >= 0; c = seeds.nextSetBit(c + 1))
			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++) {
					final int x = c % shape.width() + dx;
					final int y = c / shape.width() % shape.height() + dy;
					if (x < 0 || y < 0 || x >= shape.width() || y >= shape.height()) continue;
					final int neighbour = c + dy * shape.width() + dx;
					if (origin[neighbour] >= 0 && Pearson.of(curve(values, neighbour), curve(values, c)).r() >= SAME_VESSEL) cells.set(neighbour);
				}
		return cells;
	}

	private double[] curve(final float[] values, final int cell) {
		final double[] curve = new double[input.frames()];
		for (int t = 0; t < curve.length; t++)
			curve[t] = values[cell * input.channels() + t];
		return curve;
	}
}
