package org.perfusionj.network.residue;

import java.util.Map;

import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;

/**
 * A network that is ready for the curves of a scan, and what its answers mean in the units of that scan. Shared by all threads.
 */
final class ScanNetwork implements AutoCloseable {

	/** From here on a delay is at the end of what networks are trained with, 25 s, and may be any longer one. */
	static final double LATEST_S = 24.5;
	/** Standard deviation of such a delay, s, at least: nobody knows how much later the tissue fills. */
	static final double LATEST_SD_S = 5;

	private final ResidueModel model;
	private final NormalisedScan scan;
	private final GraphNetwork ready;
	private final double kappa;
	private final double density;

	/**
	 * @param model what the network is
	 * @param network its graph with its weights, to be closed after this one
	 * @param scan how the network sees the scan
	 * @param kappa factor on the tissue concentration
	 * @param density of brain tissue, g/ml
	 */
	ScanNetwork(final ResidueModel model, final GraphNetwork network, final NormalisedScan scan, final double kappa, final double density) {
		this.model = model;
		this.scan = scan;
		this.kappa = kappa;
		this.density = density;
		ready = network.with(model.design().scanInputs(scan.aif(), scan.stepS()));
	}

	/**
	 * @param tissue concentration, [frame][curve]
	 * @param count number of curves, from the first on
	 */
	Answers estimate(final float[][] tissue, final int count) {
		final float[] curves = new float[count * scan.frames()];
		final float[] flow = new float[count];
		scan.normalise(tissue, 0, count, curves, flow);
		return new Answers(flow, ready.run(Map.of(ResidueDesign.TISSUE, Tensor.of(curves, count, scan.frames()))));
	}

	@Override
	public void close() {
		ready.close();
	}

	/** What the network says of some curves. */
	final class Answers {

		private final float[] flow;
		private final Map<String, Tensor> outputs;

		Answers(final float[] flow, final Map<String, Tensor> outputs) {
			this.flow = flow;
			this.outputs = outputs;
		}

		/** @return whether a curve has contrast; one without is 0 in everything */
		boolean isSeen(final int v) {
			return flow[v] > 0;
		}

		/** @return delay of a curve that is seen, s; negative where it fills before the AIF */
		double delayS(final int v) {
			return outputs.get(ResidueDesign.DELAY).values()[v] - scan.lead() * scan.stepS();
		}

		/** @return whether the delay is at the end of what the network knows */
		boolean isLatest(final int v) {
			return isSeen(v) && delayS(v) >= LATEST_S;
		}

		/**
		 * @param v which curve
		 * @param out receives what it has room for
		 * @param at as which curve
		 */
		void write(final int v, final EstimateBlock out, final int at) {
			final float cbf = isSeen(v) ? (float) (6000 / density * kappa * flow[v] * outputs.get(ResidueDesign.RESIDUE).values()[v * scan.frames()]) : 0;
			out.values(PerfusionMap.CBF)[at] = cbf;
			out.values(PerfusionMap.BAD)[at] = isSeen(v) ? (float) delayS(v) : 0;
			if (out.values(PerfusionMap.CBF_SD) != null) out.values(PerfusionMap.CBF_SD)[at] = (float) (cbf * outputs.get(ResidueDesign.SPREAD).values()[2 * v] * model.cbfSdFactor());
			if (out.values(PerfusionMap.BAD_SD) != null) out.values(PerfusionMap.BAD_SD)[at] = isSeen(v) ? (float) delaySdS(v) : 0;
			if (out.residue() != null) writeResidue(v, out.residue(), at);
			if (out.localAif() != null) writeLocalAif(v, out.localAif(), at);
		}

		private double delaySdS(final int v) {
			final double predicted = outputs.get(ResidueDesign.SPREAD).values()[2 * v + 1] * model.badSdFactor();
			return isLatest(v) ? Math.max(LATEST_SD_S, predicted) : predicted;
		}

		private void writeResidue(final int v, final float[][] out, final int at) {
			final float[] residue = outputs.get(ResidueDesign.RESIDUE).values();
			final int n = scan.frames();
			for (int k = 0; k < n; k++)
				out[k][at] = isSeen(v) ? (float) (kappa * flow[v] * residue[v * n + k]) : 0;
			final int quarter = n / 4;
			final float before = out[n - 1 - quarter][at];
			final double decay = before > 0 ? Math.pow(out[n - 1][at] / before, 1.0 / quarter) : 0;
			for (int k = n; k < out.length; k++)
				out[k][at] = (float) (decay * out[k - 1][at]);
		}

		/** The network was given the AIF from its rise on, whatever the lead. */
		private void writeLocalAif(final int v, final float[][] out, final int at) {
			final float[] local = outputs.get(ResidueDesign.LOCAL_AIF).values();
			for (int k = 0; k < out.length; k++)
				out[k][at] = isSeen(v) && k >= scan.rise() ? (float) (scan.peak() * local[v * scan.frames() + k - scan.rise()]) : 0;
		}
	}
}
