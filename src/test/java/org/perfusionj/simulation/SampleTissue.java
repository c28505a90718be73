package org.perfusionj.simulation;

/**
 * What a voxel of the sample series holds. CBF and MTT of healthy tissue are ordinary textbook values; the infarct core
 * lies below 30 % of normal flow and the penumbra is delayed by more than 4 s. CBV follows: CBF x MTT / 60.
 */
public enum SampleTissue {
	/** Outside the head. */
	AIR(-1000, 0, 0, 0),
	/** Skin and fat, not enhancing. */
	SCALP(20, 0, 0, 0),
	/** Bone. */
	SKULL(900, 0, 0, 0),
	/** Cerebrospinal fluid of rim and ventricles. */
	CSF(8, 0, 0, 0),
	/** Cortex and deep grey matter. */
	GREY(37, 60, 4, 0.5),
	/** White matter. */
	WHITE(29, 25, 4.8, 0.5),
	/** Grey matter at risk. */
	GREY_PENUMBRA(37, 24, 8.8, 5),
	/** White matter at risk. */
	WHITE_PENUMBRA(29, 10, 10.5, 5),
	/** Infarcted grey matter. */
	GREY_CORE(34, 11, 8, 6),
	/** Infarcted white matter. */
	WHITE_CORE(27, 4.5, 9.6, 6),
	/** Voxels that an artery fills at least in part. */
	ARTERY(42, 0, 0, 0),
	/** Voxels that the superior sagittal sinus fills at least in part. */
	VEIN(45, 0, 0, 0);

	private final double hu;
	private final double cbf;
	private final double mtt;
	private final double delay;

	SampleTissue(final double hu, final double cbf, final double mtt, final double delay) {
		this.hu = hu;
		this.cbf = cbf;
		this.mtt = mtt;
		this.delay = delay;
	}

	/** @return density before the bolus, HU */
	public double hu() {
		return hu;
	}

	/** @return cerebral blood flow, ml/100 g/min; 0 for what is no brain tissue */
	public double cbf() {
		return cbf;
	}

	/** @return cerebral blood volume, ml/100 g */
	public double cbv() {
		return cbf * mtt / 60;
	}

	/** @return mean transit time, s */
	public double mtt() {
		return mtt;
	}

	/** @return arrival of the bolus after the arterial input function, s */
	public double delay() {
		return delay;
	}

	/** @return true for brain tissue */
	public boolean isPerfused() {
		return cbf > 0;
	}
}
