package org.perfusionj.network.residue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.work.PerfusionException;

/**
 * Deep residue estimation as a {@link PerfusionMethod}: curves are brought before the network as a {@link NormalisedScan} says, and what it gives is scaled back.
 * CBF is the first value of the residue function, which is the largest; BAD is an output of its own and not part of the residue function; the local AIF is
 * dispersed and not delayed. A curve without contrast has CBF, BAD and everything else 0.
 * <p>
 * Frames before the AIF rises are not seen by the network. There the local AIF is 0, and residue functions go on as they end: by the mean decay of their last
 * quarter.
 * <p>
 * Tissue may fill before the AIF where the AIF was taken too far downstream. A network knows no negative delay, and would make up for it with too large a CBF; so
 * curves that seem to fill with the AIF are estimated a second time with {@link NormalisedScan#early an AIF that comes earlier}, if the scan has frames before
 * the rise. Where that says that they fill before the AIF, its answers count, and BAD is negative.
 */
public final class ResidueMethod implements PerfusionMethod {

	/** Name of the method in tables. */
	public static final String NAME = "network";

	private static final double SHORTEST_STEP_S = 0.5;
	private static final double LONGEST_STEP_S = 3;
	private static final int FEWEST_FRAMES = 40;
	private static final int MOST_FRAMES = 150;
	private static final double TOLERANCE_S = 1e-3;
	/** How much earlier than the AIF tissue may fill, s. */
	private static final double EARLIEST_S = 3;
	/** Curves with a shorter delay are looked at again, s. */
	private static final double DOUBTFUL_S = 1;
	/** With a shorter delay, curves that were looked at again fill before the AIF, s. */
	private static final double CLEARLY_EARLY_S = -0.5;

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
		return new PreparedResidue(scan);
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
		private final ScanNetwork onTime;
		private final NormalisedScan earlyScan;
		private final CurveCounts counts = new CurveCounts();
		private ScanNetwork early;

		PreparedResidue(final NormalisedScan scan) {
			this.scan = scan;
			onTime = network(scan);
			earlyScan = scan.early(EARLIEST_S);
		}

		private ScanNetwork network(final NormalisedScan seen) {
			return new ScanNetwork(model, network, seen, kappa, density);
		}

		/** Made when a curve first needs it, for a second memory takes time and room. */
		private synchronized ScanNetwork early() {
			if (early == null) early = network(earlyScan);
			return early;
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
			final List<String> warnings = ResidueMethod.warnings(scan);
			warnings.addAll(counts.warnings());
			return warnings;
		}

		@Override
		public Estimator newEstimator(final int capacity) {
			return (tissue, count, out) -> {
				final ScanNetwork.Answers answers = onTime.estimate(tissue, count);
				counts.add(answers, count);
				for (int v = 0; v < count; v++)
					answers.write(v, out, v);
				if (earlyScan.lead() > 0) estimateEarly(tissue, IntStream.range(0, count).filter(v -> answers.isSeen(v) && answers.delayS(v) < DOUBTFUL_S).toArray(), out);
			};
		}

		/** Estimates curves again that seem to fill with the AIF, but may do so before. */
		private void estimateEarly(final float[][] tissue, final int[] doubtful, final EstimateBlock out) {
			if (doubtful.length == 0) return;
			final float[][] again = new float[tissue.length][doubtful.length];
			for (int k = 0; k < tissue.length; k++)
				for (int i = 0; i < doubtful.length; i++)
					again[k][i] = tissue[k][doubtful[i]];
			final ScanNetwork.Answers answers = early().estimate(again, doubtful.length);
			for (int i = 0; i < doubtful.length; i++)
				if (answers.isSeen(i) && answers.delayS(i) < CLEARLY_EARLY_S) {
					answers.write(i, out, doubtful[i]);
					counts.addEarly();
				}
		}

		@Override
		public synchronized void close() {
			if (early != null) early.close();
			onTime.close();
		}
	}
}
