package org.perfusionj.network.residue;

import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Tensor;

/**
 * A kind of network that estimates local AIF, residue function and delay: its graph, and how a scan is put before it. Everything is in normalised units: the
 * AIF has peak 1, a tissue curve the Euclidean length of that AIF, and both begin when the AIF arrives; {@link NormalisedScan#early} lets the tissue curve begin
 * earlier, so that the delay is counted from an AIF that arrives earlier. Immutable.
 * <p>
 * Outputs for b curves of n frames, by the names below. All are at least 0; residue functions never rise.
 */
public interface ResidueDesign {

	/** Input: tissue curves [b, n]. */
	String TISSUE = "tissue";
	/** Output [b, 1]: bolus arrival delay, s. */
	String DELAY = "delay";
	/** Output [b, n]: AIF at the tissue, dispersed and not delayed, in units of the peak of the global AIF. */
	String LOCAL_AIF = "local_aif";
	/** Output [b, n]: flow-scaled residue function at lags 0, dt, 2 dt ..., 1/s, for the normalised curves; CBF is the first value. */
	String RESIDUE = "residue";
	/** Output [b, 2], of designs that have it: standard deviation of ln CBF, and of the delay, s. */
	String SPREAD = "spread";

	/** @return name in files and parameters */
	String key();

	/**
	 * @param frames of a scan, from the rise of the AIF
	 * @return how many curves are best computed at a time: some tenths of a second of one processor core
	 */
	default int batch(final int frames) {
		return 256;
	}

	/** @return every choice that makes this design what it is, by name, in order; enough to make it again */
	Map<String, String> settings();

	/** @return the network; inputs are {@link #TISSUE} and those of {@link #scanInputs} */
	Graph graph();

	/**
	 * What is the same for all curves of a scan: computed once.
	 *
	 * @param aif global AIF with peak 1, the first frame being the last before it rises
	 * @param stepS interval of the frames, s
	 * @return inputs by name
	 */
	Map<String, Tensor> scanInputs(double[] aif, double stepS);
}
