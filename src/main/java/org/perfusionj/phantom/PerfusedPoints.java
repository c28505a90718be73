package org.perfusionj.phantom;

import java.util.Arrays;

/**
 * The perfused points of one plane of the head lattice, as columns; immutable once built. Transit times and dispersions beyond
 * the table of {@link TissueCurves} are brought to its edge, transit times by the volume, so that what is true of a point is
 * what its signal says.
 */
final class PerfusedPoints {

	private final int[] index;
	private final float[] cbf;
	private final float[] cbv;
	private final float[] arrivalS;
	private final float[] dispersionS;
	private final float[] mttPlace;
	private final float[] dispersionPlace;

	private PerfusedPoints(final Builder builder, final TissueCurves curves, final float[] tissueFraction) {
		final int count = builder.count;
		index = Arrays.copyOf(builder.index, count);
		cbf = Arrays.copyOf(builder.cbf, count);
		cbv = Arrays.copyOf(builder.cbv, count);
		arrivalS = Arrays.copyOf(builder.arrivalS, count);
		dispersionS = Arrays.copyOf(builder.dispersionS, count);
		mttPlace = new float[count];
		dispersionPlace = new float[count];
		for (int p = 0; p < count; p++) {
			cbv[p] = (float) Math.min(Math.max(cbv[p], cbf[p] * TissueCurves.MIN_MTT_S / 60), cbf[p] * TissueCurves.MAX_MTT_S / 60);
			dispersionS[p] = (float) Math.min(Math.max(dispersionS[p], 0), TissueCurves.MAX_DISPERSION_S);
			mttPlace[p] = curves.mttPlace(60 * cbv[p] / cbf[p]);
			dispersionPlace[p] = TissueCurves.dispersionPlace(dispersionS[p]);
			// blood of the vessels that are drawn one by one takes the place of tissue
			cbf[p] *= tissueFraction[index[p]];
			cbv[p] *= tissueFraction[index[p]];
		}
	}

	int count() {
		return index.length;
	}

	/** @return y * width + x in the plane */
	int index(final int p) {
		return index[p];
	}

	/** @return ml/100 g/min */
	float cbf(final int p) {
		return cbf[p];
	}

	/** @return ml/100 g */
	float cbv(final int p) {
		return cbv[p];
	}

	/** @return s after the root of the arterial tree */
	float arrivalS(final int p) {
		return arrivalS[p];
	}

	/** @return s */
	float dispersionS(final int p) {
		return dispersionS[p];
	}

	float mttPlace(final int p) {
		return mttPlace[p];
	}

	float dispersionPlace(final int p) {
		return dispersionPlace[p];
	}

	/** Collects points of one plane. */
	static final class Builder {

		private int count;
		private int[] index = new int[1024];
		private float[] cbf = new float[1024];
		private float[] cbv = new float[1024];
		private float[] arrivalS = new float[1024];
		private float[] dispersionS = new float[1024];

		/** Adds a point; one without flow is left out. */
		void add(final int point, final double pointCbf, final double pointCbv, final double pointArrivalS, final double pointDispersionS) {
			if (!(pointCbf > 0)) return;
			if (count == index.length) {
				index = Arrays.copyOf(index, 2 * count);
				cbf = Arrays.copyOf(cbf, 2 * count);
				cbv = Arrays.copyOf(cbv, 2 * count);
				arrivalS = Arrays.copyOf(arrivalS, 2 * count);
				dispersionS = Arrays.copyOf(dispersionS, 2 * count);
			}
			index[count] = point;
			cbf[count] = (float) pointCbf;
			cbv[count] = (float) pointCbv;
			arrivalS[count] = (float) pointArrivalS;
			dispersionS[count] = (float) pointDispersionS;
			count++;
		}

		/** @param tissueFraction part of each point of the plane that no drawn vessel fills */
		PerfusedPoints build(final TissueCurves curves, final float[] tissueFraction) {
			return new PerfusedPoints(this, curves, tissueFraction);
		}
	}
}
