package org.perfusionj.network.residue.training;

import org.perfusionj.network.residue.NormalisedScan;
import org.perfusionj.simulation.SimulatedCurve;
import org.perfusionj.simulation.SimulatedScan;

/**
 * What losses compare the outputs of a network with, for the b curves of n frames of one scan, in the normalised units of
 * {@link org.perfusionj.network.residue.ResidueDesign}. Arrays are shared, curve after curve; do not change them.
 *
 * @param stepS interval of the frames, s
 * @param frames n
 * @param delayS [b] arrival delay, s
 * @param cbv [b] blood volume: area of the residue function as far as it goes on
 * @param localAif [b, n] AIF at the tissue, dispersed and not delayed
 * @param residue [b, n] flow-scaled residue function, 1/s; the first value of each is the flow
 * @param tissue [b, n] tissue curve as the network sees it
 * @param clean [b, n] the same without noise
 */
public record ScanTruth(double stepS, int frames, float[] delayS, float[] cbv, float[] localAif, float[] residue, float[] tissue, float[] clean) {

	/** ml/100 g/min in 1/s. */
	private static final double FLOW_UNITS = 6000;

	/** @throws IllegalArgumentException if the arrays do not fit each other */
	public ScanTruth {
		final int values = delayS.length * frames;
		if (cbv.length != delayS.length || localAif.length != values || residue.length != values || tissue.length != values || clean.length != values) throw new IllegalArgumentException("A truth of " + delayS.length + " curves with " + frames + " frames does not fit its arrays.");
	}

	/** @return number of curves */
	public int curves() {
		return delayS.length;
	}

	/**
	 * @param scan simulated curves
	 * @param seen how a network sees them
	 */
	public static ScanTruth of(final SimulatedScan scan, final NormalisedScan seen) {
		final int b = scan.curves().size();
		final int n = seen.frames();
		final ScanTruth truth = new ScanTruth(seen.stepS(), n, new float[b], new float[b], new float[b * n], new float[b * n], new float[b * n], new float[b * n]);
		for (int i = 0; i < b; i++)
			truth.fill(i, scan.curves().get(i), seen);
		return truth;
	}

	private void fill(final int i, final SimulatedCurve curve, final NormalisedScan seen) {
		final float flow = seen.normalise(curve.tissue(), tissue, i * frames);
		// a curve without contrast has no flow either
		final double factor = flow > 0 ? 1 / flow : 0;
		delayS[i] = (float) curve.parameters().delayS();
		cbv[i] = (float) (factor * curve.parameters().cbf() / FLOW_UNITS * curve.parameters().transit().mttS());
		for (int t = 0; t < frames; t++) {
			localAif[i * frames + t] = (float) (curve.localAif()[seen.first() + t] / seen.peak());
			residue[i * frames + t] = (float) (factor * curve.residue()[t]);
			clean[i * frames + t] = (float) (factor / seen.peak() * curve.clean()[seen.first() + t]);
		}
	}
}
