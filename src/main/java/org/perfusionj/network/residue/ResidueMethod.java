package org.perfusionj.network.residue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.work.PerfusionException;

/**
 * Deep residue estimation as a {@link PerfusionMethod}: curves are brought before the network as a {@link NormalisedScan} says, and what it gives is scaled back.
 * CBF is the first value of the residue function, which is the largest; BAD is an output of its own and not part of the residue function; the local AIF is
 * dispersed and not delayed. A curve without contrast has CBF, BAD and everything else 0.
 * <p>
 * Frames before the AIF rises are not seen by the network. There the local AIF is 0, and residue functions go on as they end: by the mean decay of their last
 * quarter.
 */
public final class ResidueMethod implements PerfusionMethod {

	/** Name of the method in tables. */
	public static final String NAME = "network";

	private static final double SHORTEST_STEP_S = 0.5;
	private static final double LONGEST_STEP_S = 3;
	private static final int FEWEST_FRAMES = 40;
	private static final int MOST_FRAMES = 150;
	private static final double TOLERANCE_S = 1e-3;

	private final ResidueModel model;
	private final GraphNetwork network;
	private final String engine;
	private final boolean uncertainty;
	private final double kappa;
	private final double density;

	/**
	 * @param model what the network is
	 * @param network its graph with its weights; closed with this method
	 * @param engine what it runs on, for the provenance file
	 * @param uncertainty whether standard deviations of CBF and BAD are wanted
	 * @param kappa factor on the tissue concentration, greater than 0
	 * @param density of brain tissue, g/ml, greater than 0
	 * @throws PerfusionException if a number is not positive, or the network estimates no standard deviations though they are wanted
	 */
	public ResidueMethod(final ResidueModel model, final GraphNetwork network, final String engine, final boolean uncertainty, final double kappa, final double density) {
		if (!(kappa > 0 && kappa < Double.POSITIVE_INFINITY)) throw new PerfusionException("kappa must be positive (0.73 is usual), but is " + kappa + ".");
		if (!(density > 0 && density < Double.POSITIVE_INFINITY)) throw new PerfusionException("density must be positive (1.0 or 1.04 g/ml), but is " + density + ".");
		if (uncertainty && !estimatesSpread(model)) throw new PerfusionException("This network does not estimate standard deviations of CBF and BAD. Use uncertainty=false, or another model.");
		this.model = model;
		this.network = network;
		this.engine = engine;
		this.uncertainty = uncertainty;
		this.kappa = kappa;
		this.density = density;
	}

	/** @return whether a network can say how sure it is */
	static boolean estimatesSpread(final ResidueModel model) {
		return model.design().graph().outputs().containsKey(ResidueDesign.SPREAD);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("method", NAME);
		parameters.put("engine", engine);
		parameters.put("design", model.design().key());
		model.design().settings().forEach((key, value) -> parameters.put("design_" + key, value));
		parameters.put("weights", Integer.toString(model.weights().length));
		parameters.put("weights_sha256", ResidueModelFile.checksum(model));
		model.facts().forEach((name, value) -> parameters.put("model_" + name, value));
		parameters.put("uncertainty", Boolean.toString(uncertainty));
		parameters.put("kappa", Double.toString(kappa));
		parameters.put("density", Double.toString(density));
		return parameters;
	}

	@Override
	public Prepared prepare(final double[] aif, final TimeGrid time) {
		if (aif.length != time.count()) throw new PerfusionException("The AIF has " + aif.length + " samples, the series " + time.count() + " frames. Give an AIF that covers the series.");
		final NormalisedScan scan = new NormalisedScan(aif, time.stepS());
		return new PreparedResidue(scan, network.with(model.design().scanInputs(scan.aif(), scan.stepS())));
	}

	/** Frees what the network holds. */
	@Override
	public void close() {
		network.close();
	}

	/** @return what the user must know about frames that the network was not trained for */
	private static List<String> warnings(final NormalisedScan scan) {
		final List<String> warnings = new ArrayList<>();
		if (scan.stepS() < SHORTEST_STEP_S - TOLERANCE_S || scan.stepS() > LONGEST_STEP_S + TOLERANCE_S) warnings.add(String.format(Locale.ROOT,
			"The frames are %.2f s apart, but the network was trained for %.1f to %.0f s. It was used all the same: check its maps against a deconvolution.", scan.stepS(), SHORTEST_STEP_S, LONGEST_STEP_S));
		if (scan.frames() < FEWEST_FRAMES || scan.frames() > MOST_FRAMES) warnings.add(String.format(Locale.ROOT,
			"There are %d frames from the rise of the AIF, but the network was trained for %d to %d. It was used all the same: check its maps against a deconvolution.", scan.frames(), FEWEST_FRAMES, MOST_FRAMES));
		return warnings;
	}

	private final class PreparedResidue implements Prepared {

		private final NormalisedScan scan;
		private final GraphNetwork ready;

		PreparedResidue(final NormalisedScan scan, final GraphNetwork ready) {
			this.scan = scan;
			this.ready = ready;
		}

		@Override
		public Set<PerfusionMap> maps() {
			final Set<PerfusionMap> maps = EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD);
			if (uncertainty) Collections.addAll(maps, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD);
			return maps;
		}

		@Override
		public boolean estimatesLocalAif() {
			return true;
		}

		@Override
		public int block() {
			return model.design().batch(scan.frames());
		}

		/** The rule of the reconstruction that the network was trained with. */
		@Override
		public Quadrature quadrature() {
			return Quadrature.TRAPEZOID;
		}

		@Override
		public List<String> warnings() {
			return ResidueMethod.warnings(scan);
		}

		@Override
		public Estimator newEstimator(final int capacity) {
			final float[] curves = new float[capacity * scan.frames()];
			final float[] flow = new float[capacity];
			return (tissue, count, out) -> {
				scan.normalise(tissue, 0, count, curves, flow);
				final float[] given = count == capacity ? curves : Arrays.copyOf(curves, count * scan.frames());
				write(ready.run(Map.of(ResidueDesign.TISSUE, Tensor.of(given, count, scan.frames()))), flow, count, out);
			};
		}

		@Override
		public void close() {
			ready.close();
		}

		private void write(final Map<String, Tensor> results, final float[] flow, final int count, final EstimateBlock out) {
			final int n = scan.frames();
			final float[] delay = results.get(ResidueDesign.DELAY).values();
			final float[] residue = results.get(ResidueDesign.RESIDUE).values();
			final float[] cbf = out.values(PerfusionMap.CBF);
			final float[] bad = out.values(PerfusionMap.BAD);
			for (int v = 0; v < count; v++) {
				cbf[v] = flow[v] > 0 ? (float) (6000 / density * kappa * flow[v] * residue[v * n]) : 0;
				bad[v] = flow[v] > 0 ? delay[v] : 0;
			}
			if (uncertainty) {
				final float[] spread = results.get(ResidueDesign.SPREAD).values();
				for (int v = 0; v < count; v++) {
					out.values(PerfusionMap.CBF_SD)[v] = (float) (cbf[v] * spread[2 * v] * model.cbfSdFactor());
					out.values(PerfusionMap.BAD_SD)[v] = flow[v] > 0 ? (float) (spread[2 * v + 1] * model.badSdFactor()) : 0;
				}
			}
			if (out.residue() != null) for (int v = 0; v < count; v++)
				writeResidue(residue, v, flow[v], out.residue());
			if (out.localAif() != null) writeLocalAif(results.get(ResidueDesign.LOCAL_AIF).values(), flow, count, out.localAif());
		}

		private void writeResidue(final float[] residue, final int v, final float flow, final float[][] out) {
			final int n = scan.frames();
			for (int k = 0; k < n; k++)
				out[k][v] = flow > 0 ? (float) (kappa * flow * residue[v * n + k]) : 0;
			final int quarter = n / 4;
			final float before = out[n - 1 - quarter][v];
			final double decay = before > 0 ? Math.pow(out[n - 1][v] / before, 1.0 / quarter) : 0;
			for (int k = n; k < out.length; k++)
				out[k][v] = (float) (decay * out[k - 1][v]);
		}

		private void writeLocalAif(final float[] local, final float[] flow, final int count, final float[][] out) {
			for (int k = 0; k < scan.first(); k++)
				Arrays.fill(out[k], 0, count, 0);
			for (int k = 0; k < scan.frames(); k++)
				for (int v = 0; v < count; v++)
					out[scan.first() + k][v] = flow[v] > 0 ? (float) (scan.peak() * local[v * scan.frames() + k]) : 0;
		}
	}
}
