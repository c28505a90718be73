package org.perfusionj.network.residue.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.residue.NormalisedScan;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.simulation.SimulatedScan;
import org.perfusionj.simulation.TrainingCurves;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Fills files with simulated scans, as far as a network has no weights.
 *
 * @param design whose inputs are made
 * @param fixed fixed part of its graph, see {@link org.perfusionj.network.graph.GraphSplit}
 * @param curves where the scans come from
 * @param curvesPerScan curves of one scan
 * @param engine computes the fixed part
 * @param parallel threads for the simulation
 */
public record SimulatedExamples(ResidueDesign design, Graph fixed, TrainingCurves curves, int curvesPerScan, NetworkEngine engine, Parallel parallel) {

	/**
	 * Makes the scans that a file does not have yet.
	 *
	 * @param file receives scans first, first + 1 ...
	 * @param first number of the first scan of the file
	 * @param count of scans that the file shall have
	 * @param monitor progress and cancel; what was made before stays in the file
	 * @throws IOException if the file cannot be written
	 */
	public void fill(final ExampleFile file, final long first, final int count, final WorkMonitor monitor) throws IOException {
		if (file.size() >= count) return;
		final ScanExamples[] made = new ScanExamples[parallel.threads()];
		try (WeightlessPart part = new WeightlessPart(fixed, engine)) {
			while (file.size() < count) {
				monitor.progress((double) file.size() / count, "Simulating curves");
				final int now = Math.min(made.length, count - file.size());
				final long next = first + file.size();
				parallel.forEach(now, monitor, n -> made[n] = make(next + n, part));
				for (int n = 0; n < now; n++)
					file.add(made[n]);
			}
		}
	}

	private ScanExamples make(final long number, final WeightlessPart part) {
		final SimulatedScan scan = curves.scan(number, curvesPerScan);
		final NormalisedScan seen = new NormalisedScan(scan.curves().get(0).aif(), scan.time().stepS());
		final ScanTruth truth = ScanTruth.of(scan, seen);
		final Map<String, Tensor> inputs = new LinkedHashMap<>(design.scanInputs(seen.aif(), seen.stepS()));
		inputs.put(ResidueDesign.TISSUE, Tensor.of(truth.tissue(), truth.curves(), truth.frames()));
		return new ScanExamples(part.run(inputs), truth);
	}
}
