package org.perfusionj.series;

import java.util.Arrays;

/**
 * Where voxels lie in the patient: two optional affine transforms from voxel indices (x, y, z) to mm in RAS+ (x to the
 * patient's right, y to anterior, z to superior), kept apart because NIfTI keeps them apart (qform and sform).
 * Each is 12 numbers, three rows of four.
 */
public final class Orientation {

	/** No orientation known. */
	public static final Orientation NONE = new Orientation(0, null, 0, null);

	private final int sformCode;
	private final double[] sform;
	private final int qformCode;
	private final double[] qform;

	/**
	 * @param sformCode NIfTI code, 0 = none
	 * @param sform 12 numbers, or null if the code is 0
	 * @param qformCode NIfTI code, 0 = none
	 * @param qform 12 numbers of a rigid transform times the voxel size, or null if the code is 0
	 */
	public Orientation(final int sformCode, final double[] sform, final int qformCode, final double[] qform) {
		this.sformCode = sform == null ? 0 : sformCode;
		this.sform = sform == null ? null : sform.clone();
		this.qformCode = qform == null ? 0 : qformCode;
		this.qform = qform == null ? null : qform.clone();
	}

	/** @return an orientation from one scanner affine (NIfTI code 1 in both forms) */
	public static Orientation scanner(final double[] affine) {
		return new Orientation(1, affine, 1, affine);
	}

	/** @return true if either transform is known */
	public boolean isKnown() {
		return sformCode > 0 || qformCode > 0;
	}

	/** @return the transform to use, 12 numbers (sform before qform, as NIfTI prescribes), or null if none is known */
	public double[] affine() {
		if (sformCode > 0) return sform.clone();
		return qformCode > 0 ? qform.clone() : null;
	}

	/** @return NIfTI sform code, 0 = none */
	public int sformCode() {
		return sformCode;
	}

	/** @return sform, 12 numbers, or null */
	public double[] sform() {
		return sform == null ? null : sform.clone();
	}

	/** @return NIfTI qform code, 0 = none */
	public int qformCode() {
		return qformCode;
	}

	/** @return qform, 12 numbers, or null */
	public double[] qform() {
		return qform == null ? null : qform.clone();
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Orientation o && sformCode == o.sformCode && qformCode == o.qformCode && Arrays.equals(sform, o.sform) && Arrays.equals(qform, o.qform);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(sform) * 31 + Arrays.hashCode(qform);
	}
}
