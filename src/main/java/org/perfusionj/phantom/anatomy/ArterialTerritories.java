package org.perfusionj.phantom.anatomy;

/**
 * Which artery feeds a place, in template space: the usual partition of textbooks with straight or gently curved borders,
 * numbered as {@link HeadAnatomy#territory} says. Right side; 1 less is the left.
 */
final class ArterialTerritories {

	private static final int ACA = 2;
	private static final int MEDIAL_LENTICULOSTRIATE = 4;
	private static final int LATERAL_LENTICULOSTRIATE = 6;
	private static final int MCA_FRONTAL = 8;
	private static final int MCA_PARIETAL = 10;
	private static final int MCA_TEMPORAL = 12;
	private static final int MCA_OCCIPITAL = 14;
	private static final int MCA_INSULAR = 16;
	private static final int PCA_TEMPORAL = 18;
	private static final int PCA_OCCIPITAL = 20;
	private static final int THALAMIC = 22;
	private static final int ANTERIOR_CHOROIDAL = 24;
	private static final int BASILAR = 26;
	private static final int SUPERIOR_CEREBELLAR = 28;
	private static final int INFERIOR_CEREBELLAR = 30;

	private ArterialTerritories() {}

	/** @return the number for the side of x of brain above the tentorium */
	static int cerebral(final double x, final double y, final double z) {
		return side(x, cerebralRight(Math.abs(x), y, z));
	}

	/** @return the number of the brain stem */
	static int stem(final double x) {
		return side(x, BASILAR);
	}

	/** @return the number of cerebellum: the superior artery feeds what faces the tentorium */
	static int cerebellar(final double x, final double y, final double z) {
		return side(x, z > -31 - 0.45 * (y + 60) ? SUPERIOR_CEREBELLAR : INFERIOR_CEREBELLAR);
	}

	private static int side(final double x, final int right) {
		return x < 0 ? right - 1 : right;
	}

	private static int cerebralRight(final double r, final double y, final double z) {
		final int deep = deep(r, y, z);
		if (deep > 0) return deep;
		if (r > 31 && r < Cisterns.insula(y, z) && Math.hypot((y + 1) / 25, (z - 0.5) / 18.5) < 1) return MCA_INSULAR;
		// parieto-occipital sulcus and a line down to the preoccipital notch
		final boolean posterior = y < -46 - 0.33 * Math.max(0, z - 10) - (z < 0 ? 0 : 0.1 * z);
		// the Sylvian fissure and its line to the back divide the temporal lobe from the others
		final boolean temporal = z < 0.5 - 0.46 * Math.max(y, -38);
		if (z < 45 && r < 36 - 0.25 * Math.max(0, z) && posterior) return PCA_OCCIPITAL;
		if (temporal && y < 2 && r < 42 && z < -2 - 0.35 * (r - 20)) return y < -46 ? PCA_OCCIPITAL : y < -8 || r < 26 ? PCA_TEMPORAL : MCA_TEMPORAL;
		if (r < 25 + 0.04 * (y + 18) && (z > 12 && y > -62 || y > 8 && z > -13 && !(r > 20 && z < 0))) return ACA;
		if (y < -62) return z > 46 ? MCA_PARIETAL : MCA_OCCIPITAL;
		if (temporal) return y > 4 && (r < 24 || z > -14 && y > 22 || y > 24) ? MCA_FRONTAL : MCA_TEMPORAL;
		// central sulcus, leaning forward on its way down
		return y > -14 - 0.22 * (z - 40) ? MCA_FRONTAL : MCA_PARIETAL;
	}

	/** Nuclei and capsules; 0 elsewhere. */
	private static int deep(final double r, final double y, final double z) {
		if (DeepGrey.thalamus(r, y, z) < 1.5) return THALAMIC;
		if (DeepGrey.hippocampus(r, y, z) < 0.5) return y > -16 ? ANTERIOR_CHOROIDAL : PCA_TEMPORAL;
		final double lentiform = DeepGrey.lentiform(r, y, z);
		final double caudate = DeepGrey.caudate(r, y, z);
		if (Math.min(lentiform, caudate) < 1.5 || r > 10 && r < 30 && y > -20 && y < 22 && z > -4 && z < 20 && lentiform + caudate < 16)
			return y > 2 && z < 7 && r < 21 || y > 14 && r < 18 && z < 12 ? MEDIAL_LENTICULOSTRIATE : y < -13 && z < 4 ? ANTERIOR_CHOROIDAL : LATERAL_LENTICULOSTRIATE;
		return r < 12 && y < -2 && z > -14 && z < 3 ? THALAMIC : 0;
	}
}
