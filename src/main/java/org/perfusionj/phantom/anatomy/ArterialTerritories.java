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
		return side(x, z > -29 - 0.45 * (y + 60) ? SUPERIOR_CEREBELLAR : INFERIOR_CEREBELLAR);
	}

	private static int side(final double x, final int right) {
		return x < 0 ? right - 1 : right;
	}

	private static int cerebralRight(final double r, final double y, final double z) {
		final int deep = deep(r, y, z);
		if (deep > 0) return deep;
		if (r > 31 && r < Cisterns.insula(y, z) && Math.hypot((y + 1) / 25, (z - 0.5) / 18.5) < 1) return MCA_INSULAR;
		// parieto-occipital sulcus and a line down to the preoccipital notch
		final boolean posterior = y < -43 - 0.6 * Math.max(0, z - 8) + 0.5 * Math.min(0, z + 4);
		// the Sylvian fissure and its line to the back divide the temporal lobe from the others
		final boolean temporal = z < 0.5 - 0.46 * Math.max(y, -30);
		if (z < 54 && r < 31 + 0.2 * Math.max(0, -y - 60) - 0.1 * Math.max(0, z) && posterior) return PCA_OCCIPITAL;
		if (temporal && r > 14 && r < 34 && y > -22 && y < 2 && z < -4 && z > -24) return ANTERIOR_CHOROIDAL;
		if (temporal && y < -12 && r < 44 && z < 2 - 0.3 * (r - 16)) return posterior ? PCA_OCCIPITAL : PCA_TEMPORAL;
		final double strip = 21 + 0.04 * y;
		if (z > 20 ? r < strip && !posterior : y > 10 ? r < (z > 0 ? strip - 2 : 9) && z > -22 : r < strip - 4 && z > 8 && !posterior) return ACA;
		if (y < -60 - 0.1 * z) return z > 50 ? MCA_PARIETAL : MCA_OCCIPITAL;
		if (temporal) return y > 4 && (r < 24 || z > -14 && y > 22 || y > 24) ? MCA_FRONTAL : MCA_TEMPORAL;
		// central sulcus, leaning forward on its way down
		return y > -14 - 0.22 * (z - 40) ? MCA_FRONTAL : MCA_PARIETAL;
	}

	/** Nuclei and capsules; 0 elsewhere. */
	private static int deep(final double r, final double y, final double z) {
		if (DeepGrey.thalamus(r, y, z) < 3.5) return THALAMIC;
		if (DeepGrey.hippocampus(r, y, z) < 0.5) return y > -16 ? ANTERIOR_CHOROIDAL : PCA_TEMPORAL;
		if (DeepGrey.caudate(r, y, z) < 2 && r < 22) return MEDIAL_LENTICULOSTRIATE;
		// the capsule between the nuclei and the corona radiata over them goes with the lateral branches
		if (DeepGrey.lentiform(r, y, z) < (r < 24 ? 5 : 2.5) + (z > 4 ? 2.5 : 0)) return LATERAL_LENTICULOSTRIATE;
		return r < 12 && y < -2 && y > -32 && z > -14 && z < 3 ? THALAMIC : 0;
	}
}
