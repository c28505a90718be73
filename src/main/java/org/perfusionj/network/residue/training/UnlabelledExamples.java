package org.perfusionj.network.residue.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.residue.NormalisedScan;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Fills files with curves of scans without a truth, as far as a network has no weights. About a tenth of them is for validation.
 *
 * @param design whose inputs are made
 * @param fixed fixed part of its graph, see {@link org.perfusionj.network.graph.GraphSplit}
 * @param mostCurves drawn from a scan, at most
 * @param curvesTogether curves of a scan that are stored and learned together
 * @param seed of the draw
 * @param engine computes the fixed part
 * @param parallel threads for reading
 */
public record UnlabelledExamples(ResidueDesign design, Graph fixed, int mostCurves, int curvesTogether, long seed, NetworkEngine engine, Parallel parallel) {

	/** Parts of the curves for training for one that is for validation. */
	private static final int TRAINED = 9;

	/**
	 * @param scan where the curves come from
	 * @param training receives most of them
	 * @param validation receives the others
	 * @param monitor progress and cancel
	 * @return number of curves
	 * @throws IOException if a file cannot be written
	 * @throws org.perfusionj.work.PerfusionException if the AIF cannot be used
	 */
	public int add(final UnlabelledScan scan, final ExampleFile training, final ExampleFile validation, final WorkMonitor monitor) throws IOException {
		final NormalisedScan seen = new NormalisedScan(scan.aif(), scan.time().stepS());
		final List<float[]> curves = curves(scan, seen, monitor);
		try (WeightlessPart part = new WeightlessPart(fixed, engine)) {
			for (int from = 0; from < curves.size(); from += curvesTogether) {
				monitor.check();
				final ScanTruth truth = unknown(curves.subList(from, Math.min(curves.size(), from + curvesTogether)), seen);
				final Map<String, Tensor> inputs = new LinkedHashMap<>(design.scanInputs(seen.aif(), seen.stepS()));
				inputs.put(ResidueDesign.TISSUE, Tensor.of(truth.tissue(), truth.curves(), truth.frames()));
				(validation.size() * TRAINED < training.size() ? validation : training).add(new ScanExamples(part.run(inputs), truth));
			}
		}
		return curves.size();
	}

	/** Normalised curves with contrast, in random order. */
	private List<float[]> curves(final UnlabelledScan scan, final NormalisedScan seen, final WorkMonitor monitor) {
		final RandomStream random = new RandomStream(seed).named(scan.name());
		final int planeSize = scan.slices().grid().planeSize();
		final int[] chosen = chosen(scan, planeSize, random);
		final List<float[]> curves = new ArrayList<>();
		SliceFrames slice = null;
		for (final int place : chosen) {
			monitor.check();
			if (slice == null || slice.z() != place / planeSize) {
				monitor.progress((double) place / planeSize / scan.slices().grid().slices(), "Reading curves of " + scan.name());
				slice = scan.slices().load(place / planeSize, slice, parallel, monitor);
			}
			final double[] curve = new double[scan.time().count()];
			for (int t = 0; t < curve.length; t++)
				curve[t] = slice.frames()[t][place % planeSize];
			final float[] normalised = new float[seen.frames()];
			if (seen.normalise(curve, normalised, 0) > 0) curves.add(normalised);
		}
		for (int i = curves.size() - 1; i > 0; i--)
			Collections.swap(curves, i, random.integer(0, i));
		return curves;
	}

	/** Places z * planeSize + voxel, in order. */
	private int[] chosen(final UnlabelledScan scan, final int planeSize, final RandomStream random) {
		final int[] kept = new int[Math.min(mostCurves, scan.tissue().count())];
		int met = 0;
		for (int z = 0; z < scan.slices().grid().slices(); z++) {
			final boolean[] plane = scan.tissue().plane(z);
			for (int i = 0; i < planeSize; i++) {
				if (!plane[i]) continue;
				// every voxel is as likely to be kept as the others, however many there are
				final int at = met < kept.length ? met : random.integer(0, met);
				if (at < kept.length) kept[at] = z * planeSize + i;
				met++;
			}
		}
		Arrays.sort(kept);
		return kept;
	}

	private static ScanTruth unknown(final List<float[]> curves, final NormalisedScan seen) {
		final int b = curves.size();
		final int n = seen.frames();
		final float[] tissue = new float[b * n];
		for (int i = 0; i < b; i++)
			System.arraycopy(curves.get(i), 0, tissue, i * n, n);
		return new ScanTruth(seen.stepS(), n, new float[b], new float[b], new float[b * n], new float[b * n], tissue, tissue);
	}
}
