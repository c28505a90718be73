package org.perfusionj.network.residue;

import java.util.Arrays;

import org.perfusionj.work.PerfusionException;

/**
 * The frames and the AIF of a scan as a {@link ResidueDesign} sees them, and how tissue curves are brought before it. Frames before the AIF rises are cut
 * off, since they hold nothing but noise and their number says nothing about tissue; the AIF is divided by its peak, and a tissue curve is brought to the
 * Euclidean length of that AIF, so that neither the unit of the concentration nor the size of the flow matters to a network.
 * <p>
 * Networks know no tissue that fills before the AIF. {@link #early} gives a network the tissue curves from some frames before the rise on, and the AIF from its
 * rise on as ever: so the AIF comes earlier by this lead, delays are longer by it, and what fills before the AIF has a delay that is not negative. The last value
 * of the AIF is repeated for the frames that are missing at the end. Immutable and thread-safe.
 */
public final class NormalisedScan {

	/** Networks need some frames to see anything at all. */
	private static final int FEWEST_FRAMES = 10;
	/** Part of the peak below which an AIF has not risen: more than the noise of an AIF, less than any bolus. */
	private static final double RISE = 0.03;
	/** Parts of a frame that are rounding. */
	private static final double WHOLE = 1e-6;

	private final double[] aif;
	private final double peak;
	private final int rise;
	private final int lead;
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
		int before = highest;
		while (before > 0 && aif[before] > RISE * peak)
			before--;
		if (aif.length - before < FEWEST_FRAMES) throw new PerfusionException("The AIF rises at frame " + (before + 1) + " of " + aif.length + ": deep residue estimation needs " + FEWEST_FRAMES +
			" frames from there. Check the AIF and the frame times, or use a scan that began earlier or went on longer.");
		rise = before;
		lead = 0;
		this.stepS = stepS;
		this.aif = new double[aif.length - rise];
		for (int i = 0; i < this.aif.length; i++)
			this.aif[i] = aif[rise + i] / peak;
		length = length();
	}

	private NormalisedScan(final NormalisedScan scan, final int lead) {
		this.lead = lead;
		rise = scan.rise;
		peak = scan.peak;
		stepS = scan.stepS;
		aif = Arrays.copyOf(scan.aif, scan.aif.length - scan.lead + lead);
		for (int i = scan.aif.length - scan.lead; i < aif.length; i++)
			aif[i] = aif[i - 1];
		length = length();
	}

	private double length() {
		double squares = 0;
		for (final double value : aif)
			squares += value * value;
		return peak * Math.sqrt(squares);
	}

	/**
	 * @param mostS how much earlier tissue may fill, s
	 * @return the same scan with a lead of as many frames, but for no more than there are before the AIF rises
	 */
	public NormalisedScan early(final double mostS) {
		return new NormalisedScan(this, Math.min(rise, (int) Math.ceil(mostS / stepS - WHOLE)));
	}

	/** @return AIF with peak 1 from the last frame before it rises, and its last value again for every frame of lead */
	public double[] aif() {
		return aif.clone();
	}

	/** @return number of frames of tissue curves that are cut off: those before the AIF rises, but for the lead */
	public int first() {
		return rise - lead;
	}

	/** @return frames by which the AIF comes too early for the tissue */
	public int lead() {
		return lead;
	}

	/** @return frame of the scan that the AIF begins with: the last before it rises */
	public int rise() {
		return rise;
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
		for (int i = first(); i < tissue.length; i++) {
			squares += tissue[i] * tissue[i];
			lowest = Math.min(lowest, tissue[i]);
			highest = Math.max(highest, tissue[i]);
		}
		final float flow = flow(squares, lowest, highest);
		for (int i = 0; i < aif.length; i++)
			into[at + i] = flow > 0 ? (float) (tissue[first() + i] / peak / flow) : 0;
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
			for (int i = first(); i < curve.length; i++)
				curve[i] = tissue[i][from + v];
			flow[v] = normalise(curve, into, v * aif.length);
		}
	}

	private float flow(final double squares, final double lowest, final double highest) {
		return highest > 0 && highest > lowest && squares < Double.POSITIVE_INFINITY ? (float) (Math.sqrt(squares) / length) : 0;
	}
}
