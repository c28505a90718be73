package org.perfusionj.phantom.perfusion;

/** The perfusion of a case at the points of its lattice, while it is made. Tissue is 0 in all of them away from the brain. */
final class Fields {

	/** Number of fields. */
	static final int COUNT = 13;

	/** Of pure grey and pure white matter, ml/100 g/min and ml/100 g. */
	final float[] greyCbf, greyCbv, whiteCbf, whiteCbv;
	/** Of pure grey and pure white matter, s. */
	final float[] greyArrival, whiteArrival;
	/** s. */
	final float[] dispersion;
	/** How much of the tissue is in each state, 0 to 1, together at most 1. */
	final float[] core, penumbra, oligaemia, scar;
	/** Change of density, of white matter alone and of any tissue, HU. */
	final float[] whiteDensity, density;

	Fields(final int size) {
		greyCbf = new float[size];
		greyCbv = new float[size];
		whiteCbf = new float[size];
		whiteCbv = new float[size];
		greyArrival = new float[size];
		whiteArrival = new float[size];
		dispersion = new float[size];
		core = new float[size];
		penumbra = new float[size];
		oligaemia = new float[size];
		scar = new float[size];
		whiteDensity = new float[size];
		density = new float[size];
	}

	/** Multiplies flow and volume of both kinds of tissue. */
	void scale(final int point, final double flow, final double volume) {
		greyCbf[point] *= (float) flow;
		whiteCbf[point] *= (float) flow;
		greyCbv[point] *= (float) volume;
		whiteCbv[point] *= (float) volume;
	}

	/** Lets blood arrive later and wider. */
	void delay(final int point, final double lateS, final double widerS) {
		greyArrival[point] += (float) lateS;
		whiteArrival[point] += (float) lateS;
		dispersion[point] += (float) widerS;
	}

	/** @return all of them, the values of a point side by side, in the order of {@link PerfusionModel} */
	float[] packed() {
		final float[][] all = { greyCbf, greyCbv, whiteCbf, whiteCbv, greyArrival, whiteArrival, dispersion, core, penumbra, oligaemia, scar, whiteDensity, density };
		final float[] packed = new float[all.length * greyCbf.length];
		for (int field = 0; field < all.length; field++)
			for (int point = 0; point < greyCbf.length; point++)
				packed[point * all.length + field] = all[field][point];
		return packed;
	}
}
