package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.simulation.ArterialInput;
import org.perfusionj.simulation.GammaBolus;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.MonitorLog;

/** From a model file to numbers, with a small network that was never trained. */
class InstalledResidueTest {

	private static final TransformerDesign DESIGN = new TransformerDesign(8, 2, 1, 12, 2, List.of(0.1), true);
	private static final TimeGrid TIME = new TimeGrid(0, 1.5, 41);

	@TempDir
	private Path folder;
	private Path file;
	private final float[] weights = DESIGN.graph().startingWeights(new RandomStream(11));

	@BeforeEach
	void write() throws IOException {
		file = folder.resolve("mine.residue");
		ResidueModelFile.write(new ResidueModel(DESIGN, weights, 1.5, 0.5, Map.of("seed", "11")), file);
	}

	private static double[] aif() {
		final GammaBolus shape = new GammaBolus(3, 1.5);
		final ArterialInput input = new ArterialInput(shape, 240, 1.1, 9);
		return Arrays.stream(TIME.times()).map(input::value).toArray();
	}

	@Test
	void standardDeviationsAreThoseThatAreWantedAndEstimated() throws IOException {
		final Set<PerfusionMap> with = EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD);
		final Set<PerfusionMap> without = EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD);
		assertEquals(without, maps(file, Uncertainty.NONE));
		assertEquals(with, maps(file, Uncertainty.IF_ESTIMATED));
		assertEquals(with, maps(file, Uncertainty.REQUIRED));
		final TransformerDesign silent = new TransformerDesign(8, 2, 1, 12, 2, List.of(0.1), false);
		final Path plain = folder.resolve("plain.residue");
		ResidueModelFile.write(new ResidueModel(silent, silent.graph().startingWeights(new RandomStream(3)), 1, 1, Map.of()), plain);
		assertEquals(without, maps(plain, Uncertainty.NONE));
		assertEquals(without, maps(plain, Uncertainty.IF_ESTIMATED));
	}

	private static Set<PerfusionMap> maps(final Path model, final Uncertainty uncertainty) {
		try (PerfusionMethod method = new InstalledResidue((wanted, monitor) -> new ReferenceEngine()).find(new ResidueRequest(Optional.of(model), EngineChoice.AUTO, uncertainty, 1, 1), new MonitorLog());
			PerfusionMethod.Prepared prepared = method.prepare(aif(), TIME)) {
			return prepared.maps();
		}
	}

	@Test
	void theMethodGivesWhatTheFormulasSayOfTheNormalisedCurve() {
		// SETUP
		final double[] aif = aif();
		final float[][] tissue = new float[TIME.count()][2];
		final double[] curve = new double[TIME.count()];
		for (int k = 0; k < curve.length; k++) {
			curve[k] = k < 9 ? 0 : 6 * Math.exp(-Math.pow(k - 16, 2) / 30.0);
			tissue[k][0] = (float) curve[k];
			tissue[k][1] = (float) (3 * curve[k]);
		}
		final NormalisedScan scan = new NormalisedScan(aif, TIME.stepS());
		final float[] normalised = new float[scan.frames()];
		final double flow = scan.normalise(curve, normalised, 0);
		final double[] seen = new double[normalised.length];
		for (int i = 0; i < seen.length; i++)
			seen[i] = normalised[i];
		final Map<String, double[]> expected = new PlainTransformer(DESIGN, weights).run(seen, scan.aif(), TIME.stepS(), TransformerDesignTest.deconvolved(DESIGN, scan.aif(), TIME.stepS(), seen));

		// EXECUTE
		final EngineChoice choice = EngineChoice.on(Device.CPU);
		final EstimateBlock out = new EstimateBlock(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD), 2, TIME.count(), true, true);
		final MonitorLog log = new MonitorLog();
		try (PerfusionMethod method = new InstalledResidue((wanted, monitor) -> {
			assertEquals(choice, wanted);
			monitor.log("Networks run on reference.");
			return new ReferenceEngine();
		}).find(new ResidueRequest(Optional.of(file), choice, Uncertainty.REQUIRED, 0.7, 1.05), log); PerfusionMethod.Prepared prepared = method.prepare(aif, TIME)) {
			prepared.newEstimator(2).estimate(tissue, 2, out);
			assertEquals("11", method.parameters().get("model_seed"));
			assertEquals("reference", method.parameters().get("engine"));
		}

		// VERIFY
		assertTrue(log.says("Networks run on reference."));
		assertTrue(scan.first() > 0, "something is cut off");
		for (int v = 0; v < 2; v++) {
			final double factor = 0.7 * flow * (v == 0 ? 1 : 3);
			final double cbf = 6000 / 1.05 * factor * expected.get("residue")[0];
			assertEquals(cbf, out.values(PerfusionMap.CBF)[v], 1e-4 * cbf);
			assertEquals(expected.get("delay")[0], out.values(PerfusionMap.BAD)[v], 1e-3);
			assertEquals(1.5 * cbf * expected.get("spread")[0], out.values(PerfusionMap.CBF_SD)[v], 1e-3 * cbf);
			assertEquals(0.5 * expected.get("spread")[1], out.values(PerfusionMap.BAD_SD)[v], 1e-3);
			for (int k = 0; k < scan.frames(); k++) {
				assertEquals(factor * expected.get("residue")[k], out.residue()[k][v], 1e-4 * factor);
				assertEquals(scan.peak() * expected.get("local_aif")[k], out.localAif()[scan.first() + k][v], 1e-3 * scan.peak());
			}
			for (int k = 1; k < TIME.count(); k++)
				assertTrue(out.residue()[k][v] <= out.residue()[k - 1][v] && out.residue()[k][v] >= 0, "R never rises, also beyond the cut scan");
		}
	}
}
