package org.perfusionj.network.residue;

import org.perfusionj.work.PerfusionException;

/**
 * The frames and the AIF of a scan as a {@link ResidueDesign} sees them, and how tissue curves are brought before it. Frames before the AIF rises are cut
 * off, since they hold nothing but noise and their number says nothing about tissue; the AIF is divided by its peak, and a tissue curve is brought to the
 * Euclidean length of that AIF, so that neither the unit of the concentration nor the size of the flow matters to a network. Immutable and thread-safe.
 */
public final class NormalisedScan {

	/** Networks need some frames to see anything at all. */
	private static final int FEWEST_FRAMES = 10;
	/** Part of the peak below which an AIF has not risen: more than the noise of an AIF, less than any bolus. */
	private static final double RISE = 0.03;

	private final double[] aif;
	private final double peak;
	private final int first;
	private final double stepS;
	private final double length;

	/**
	 * @param aif concentration in the artery, one value a frame
	 * @param stepS interval of the frames, s
	 * @throws PerfusionException if the AIF is flat, not finite, or rises too late for anything to be seen after it
	 */
	public NormalisedScan(final double[] aif, final double stepS) {
		int highest = 0;
		for (int i = 0; i < aif.length; i++) {
			if (!Double.isFinite(aif[i])) throw new PerfusionException("The AIF is not a number at frame " + (i + 1) + ". Choose other AIF voxels, or mend the file.");
			if (aif[i] > aif[highest]) highest = i;
		}
		if (aif.length == 0 || !(aif[highest] > 0)) throw new PerfusionException("The AIF is flat: it is nowhere above its baseline. Choose other AIF voxels.");
		peak = aif[highest];
		int rise = highest;
		while (rise > 0 && aif[rise] > RISE * peak)
			rise--;
		if (aif.length - rise < FEWEST_FRAMES) throw new PerfusionException("The AIF rises at frame " + (rise + 1) + " of " + aif.length + ": deep residue estimation needs " + FEWEST_FRAMES +
			" frames from there. Check the AIF and the frame times, or use a scan that began earlier or went on longer.");
		first = rise;
		this.stepS = stepS;
		this.aif = new double[aif.length - first];
		double squares = 0;
		for (int i = 0; i < this.aif.length; i++) {
			this.aif[i] = aif[first + i] / peak;
			squares += aif[first + i] * aif[first + i];
		}
		length = Math.sqrt(squares);
	}

	/** @return AIF with peak 1 from the last frame before it rises */
	public double[] aif() {
		return aif.clone();
	}

	/** @return number of frames that are cut off */
	public int first() {
		return first;
	}

	/** @return number of frames that are left */
	public int frames() {
		return aif.length;
	}

	/** @return interval of the frames, s */
	public double stepS() {
		return stepS;
	}

	/** @return peak of the AIF as it was given: local AIFs of the network are multiplied by it */
	public double peak() {
		return peak;
	}

	/**
	 * @param tissue concentration at all frames of the scan, those that are cut off included
	 * @param into receives the normalised curve of {@link #frames()} values
	 * @param at where in it
	 * @return what the residue function of the normalised curve is multiplied by to have that of this curve, for kappa = 1; 0 for a curve without contrast, which
	 *         becomes 0 everywhere
	 */
	public float normalise(final double[] tissue, final float[] into, final int at) {
		double squares = 0;
		double lowest = Double.POSITIVE_INFINITY;
		double highest = Double.NEGATIVE_INFINITY;
		for (int i = first; i < tissue.length; i++) {
			squares += tissue[i] * tissue[i];
			lowest = Math.min(lowest, tissue[i]);
			highest = Math.max(highest, tissue[i]);
		}
		final float flow = flow(squares, lowest, highest);
		for (int i = 0; i < aif.length; i++)
			into[at + i] = flow > 0 ? (float) (tissue[first + i] / peak / flow) : 0;
		return flow;
	}

	/**
	 * Many curves at once.
	 *
	 * @param tissue concentration, [frame][curve]
	 * @param from first curve
	 * @param count number of curves
	 * @param into receives the normalised curves, one behind the other
	 * @param flow receives what {@link #normalise(double[], float[], int)} returns, for each
	 */
	public void normalise(final float[][] tissue, final int from, final int count, final float[] into, final float[] flow) {
		final double[] curve = new double[tissue.length];
		for (int v = 0; v < count; v++) {
			for (int i = first; i < curve.length; i++)
				curve[i] = tissue[i][from + v];
			flow[v] = normalise(curve, into, v * aif.length);
		}
	}

	private float flow(final double squares, final double lowest, final double highest) {
		return highest > 0 && highest > lowest && squares < Double.POSITIVE_INFINITY ? (float) (Math.sqrt(squares) / length) : 0;
	}
}
