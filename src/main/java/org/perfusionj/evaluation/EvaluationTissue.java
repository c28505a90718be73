package org.perfusionj.evaluation;

import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Choice;

/** Parts of the brain in which maps are compared with the truth. Voxels with a large vessel are in none of them. */
public enum EvaluationTissue implements Choice {
	/** Grey and white matter in any state. */
	BRAIN("brain"),
	/** Normally perfused grey and white matter. */
	NORMAL("normal"),
	/** Normally perfused grey matter. */
	GREY_NORMAL("grey normal"),
	/** Normally perfused white matter. */
	WHITE_NORMAL("white normal"),
	/** Less flow than normal, not at risk. */
	OLIGAEMIA("oligaemia"),
	/** Tissue at risk. */
	PENUMBRA("penumbra"),
	/** Infarct core. */
	CORE("core");

	private final String key;

	EvaluationTissue(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return the voxels of the tissue in a phantom */
	public Mask of(final PhantomTruth truth) {
		final Mask brain = truth.brain().minus(Mask.nonZero(truth.vessels()));
		return switch (this) {
			case BRAIN -> brain;
			case NORMAL -> state(truth, brain, TissueState.NORMAL);
			case GREY_NORMAL -> normal(truth, brain, Tissue.GREY);
			case WHITE_NORMAL -> normal(truth, brain, Tissue.WHITE);
			case OLIGAEMIA -> state(truth, brain, TissueState.OLIGAEMIA);
			case PENUMBRA -> brain.and(truth.penumbra());
			case CORE -> brain.and(truth.core());
		};
	}

	private static Mask normal(final PhantomTruth truth, final Mask brain, final Tissue tissue) {
		final Mask normal = state(truth, brain, TissueState.NORMAL);
		final boolean[][] planes = new boolean[brain.grid().slices()][brain.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = normal.plane(z)[i] && truth.labels().plane(z)[i] == tissue.ordinal();
		return new Mask(brain.grid(), planes);
	}

	private static Mask state(final PhantomTruth truth, final Mask brain, final TissueState state) {
		final boolean[][] planes = new boolean[brain.grid().slices()][brain.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = brain.plane(z)[i] && truth.states().plane(z)[i] == state.ordinal();
		// core and penumbra are masks of their own, which may reach over the edge of their label
		return new Mask(brain.grid(), planes).minus(truth.core()).minus(truth.penumbra());
	}
}
