package org.perfusionj.network.aifnet.training;

import java.util.List;

/**
 * What is known about a vascular function of a training example.
 *
 * @param curve what the annotator measured, HU above baseline, on the stored times of the example: the target
 * @param cells cells of the box in which the annotated voxels lie
 * @param truth the curve without noise that an expert would have measured, on the same times; the curve itself where nobody knows
 */
public record Annotation(double[] curve, List<Integer> cells, double[] truth) {

	/** Copies the list. */
	public Annotation {
		cells = List.copyOf(cells);
	}
}
