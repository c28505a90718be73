package org.perfusionj.network.residue.training;

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

	/** @return truth of simulated curves */
	public static ScanTruth of(final SimulatedScan scan) {
		final int b = scan.curves().size();
		final int n = scan.time().count();
		final ScanTruth truth = new ScanTruth(scan.time().stepS(), n, new float[b], new float[b], new float[b * n], new float[b * n], new float[b * n], new float[b * n]);
		final double[] aif = scan.curves().get(0).aif();
		double peak = 0;
		for (final double value : aif)
			peak = Math.max(peak, value);
		for (int i = 0; i < b; i++)
			truth.fill(i, scan.curves().get(i), peak, length(aif) / peak);
		return truth;
	}

	private void fill(final int i, final SimulatedCurve curve, final double peak, final double wanted) {
		final double length = length(curve.tissue());
		// a curve without anything stays as it is
		final double factor = length > 0 ? wanted / length : 1;
		delayS[i] = (float) curve.parameters().delayS();
		cbv[i] = (float) (curve.parameters().cbf() / FLOW_UNITS * curve.parameters().transit().mttS() * peak * factor);
		for (int t = 0; t < frames; t++) {
			localAif[i * frames + t] = (float) (curve.localAif()[t] / peak);
			residue[i * frames + t] = (float) (curve.residue()[t] * peak * factor);
			tissue[i * frames + t] = (float) (curve.tissue()[t] * factor);
			clean[i * frames + t] = (float) (curve.clean()[t] * factor);
		}
	}

	private static double length(final double[] values) {
		double squares = 0;
		for (final double value : values)
			squares += value * value;
		return Math.sqrt(squares);
	}
}
