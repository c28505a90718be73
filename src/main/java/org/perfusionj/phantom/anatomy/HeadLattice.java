package org.perfusionj.phantom.anatomy;

/**
 * Smooth quantities of a head (distances from surfaces, thicknesses, displacements) on a lattice of 3 mm, so that asking
 * for one of them costs a blend of eight numbers. All of one node lie side by side in memory.
 */
final class HeadLattice {

	/** Distance from the skin. */
	static final int SKIN = 0;
	/** Distance from the inner surface of the skull. */
	static final int CAVITY = 1;
	/** How far the head's anatomy is displaced from the standard, along x, y and z. */
	static final int SHIFT = 2;
	/** Thickness of the skull. */
	static final int SKULL = 5;
	/** Distance from solid bones of base and face. */
	static final int BONE = 6;
	/** Distance from sinuses and airways. */
	static final int AIR = 7;
	/** Distance from the outside of the cerebrum, its thin fissures apart. */
	static final int CEREBRUM = 8;
	/** Distance across the nearest sulcus, with a sign. */
	static final int SULCUS = 9;
	/** Depth of the sulci. */
	static final int SULCUS_DEPTH = 10;
	static final int VENTRICLE = 11;
	static final int DEEP_GREY = 12;
	static final int STEM = 13;
	static final int CEREBELLUM = 14;
	/** Distance from the white centre of the cerebellum. */
	static final int CEREBELLAR_WHITE = 15;
	static final int CHANNELS = 16;

	static final double STEP_MM = 3;
	static final double LEFT = -102;
	static final double BACK = -138;
	static final double BOTTOM = -96;
	static final int NX = 69;
	static final int NY = 87;
	static final int NZ = 69;

	private static final int ALONG_X = CHANNELS;
	private static final int ALONG_Y = CHANNELS * NX;
	private static final int ALONG_Z = CHANNELS * NX * NY;

	private final float[] values;

	/** @param values channels fastest, then x, y and z; kept */
	HeadLattice(final float[] values) {
		if (values.length != ALONG_Z * NZ) throw new IllegalArgumentException(values.length + " values for the lattice");
		this.values = values;
	}

	/** @return steps from the first node, at most to the last */
	static double steps(final double mm, final double first, final int count) {
		return Math.max(0, Math.min(count - 1.0001, (mm - first) / STEP_MM));
	}

	/** @return index of the first value of a node */
	static int node(final int i, final int j, final int k) {
		return i * ALONG_X + j * ALONG_Y + k * ALONG_Z;
	}

	/** @return the channel at a place between the eight nodes that begin at a given one */
	double at(final int channel, final int node, final double u, final double v, final double w) {
		final int n = node + channel;
		final double a = values[n] + u * (values[n + ALONG_X] - values[n]);
		final int m = n + ALONG_Y;
		final double b = values[m] + u * (values[m + ALONG_X] - values[m]);
		final int o = n + ALONG_Z;
		final double c = values[o] + u * (values[o + ALONG_X] - values[o]);
		final int p = o + ALONG_Y;
		final double d = values[p] + u * (values[p + ALONG_X] - values[p]);
		final double low = a + v * (b - a);
		final double high = c + v * (d - c);
		return low + w * (high - low);
	}
}
