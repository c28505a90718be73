package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Reconstruction;
import org.perfusionj.maps.ArraySlices;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.MapRequest.CbvRule;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;

/** What becomes of the answers of a network, with one whose answers are right. */
class ResidueMethodTest {

	private static final String ENGINE = "none";
	private static final double KAPPA = 0.73;
	private static final double DENSITY = 1.04;
	private static final double MTT_S = 6;
	/** The bolus comes at 12 s: eight frames are cut off. */
	private static final TimeGrid TIME = new TimeGrid(0, 1.5, 70);
	private static final int CUT = 8;
	private static final SpatialGrid GRID = new SpatialGrid(6, 5, 2, 1, 1, 5, Orientation.NONE);

	private final Parallel parallel = new Parallel(2);
	private final double[] aif = aif(TIME, 12);
	private final ShapeNetwork network = new ShapeNetwork(new ShapeNetwork.Design(true), MTT_S);
	private final ResidueMethod method = new ResidueMethod(model(true), network, ENGINE, true, KAPPA, DENSITY);

	@AfterEach
	void stop() {
		parallel.close();
	}

	private static ResidueModel model(final boolean spread) {
		return new ResidueModel(new ShapeNetwork.Design(spread), new float[0], 2, 3, Map.of("trained", "never"));
	}

	private static double[] aif(final TimeGrid time, final double onsetS) {
		final double[] aif = new double[time.count()];
		for (int k = 0; k < aif.length; k++) {
			final double t = Math.max(0, time.time(k) - onsetS);
			aif[k] = 300 * Math.pow(t / 4.5, 3) * Math.exp(3 - t / 1.5);
		}
		return aif;
	}

	/** Tissue of that flow behind a local AIF of half the height. */
	private double[] tissue(final double cbf) {
		final double[] residue = ShapeNetwork.shape(TIME.count(), TIME.stepS(), MTT_S);
		final double[] local = aif.clone();
		for (int k = 0; k < residue.length; k++) {
			residue[k] *= cbf * DENSITY / 6000;
			local[k] /= 2;
		}
		return new Reconstruction(TIME.stepS(), KAPPA).curve(local, residue, ShapeNetwork.DELAY_S);
	}

	private static double cbf(final int voxel) {
		return 3 + voxel;
	}

	/** Voxel 0 of the first slice has no contrast. */
	private PerfusionMaps maps(final Set<PerfusionMap> maps, final CbvRule cbv, final MonitorLog log) {
		final float[][][] data = new float[GRID.slices()][TIME.count()][GRID.planeSize()];
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++) {
				final double[] tissue = tissue(cbf(z * GRID.planeSize() + i));
				for (int k = 0; k < tissue.length; k++)
					data[z][k][i] = z + i == 0 ? k < CUT ? 7 : -0.5f * k : (float) tissue[k];
			}
		final MapRequest request = new MapRequest(maps, cbv, KAPPA, DENSITY, true, true);
		return new MapComputation(method, request).compute(new ArraySlices(GRID, TIME, data), TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, log);
	}

	@Test
	void curvesOfEverySizeGetTheirOwnFlowBack() {
		final MonitorLog log = new MonitorLog();
		final PerfusionMaps maps = maps(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD, PerfusionMap.RCBF), CbvRule.AREA, log);
		for (int voxel = 1; voxel < 2 * GRID.planeSize(); voxel++) {
			final int z = voxel / GRID.planeSize();
			final int i = voxel % GRID.planeSize();
			final double cbf = cbf(voxel);
			assertEquals(cbf, value(maps, PerfusionMap.CBF, z, i), 1e-4 * cbf);
			assertEquals(ShapeNetwork.DELAY_S, value(maps, PerfusionMap.BAD, z, i));
			assertEquals(2 * 0.125 * cbf, value(maps, PerfusionMap.CBF_SD, z, i), 1e-4 * cbf);
			assertEquals(3 * 0.5, value(maps, PerfusionMap.BAD_SD, z, i));
			for (int k = 0; k < TIME.count(); k++) {
				assertEquals(k < CUT ? 0 : aif[k] / 2, maps.localAif().get()[z][k][i], 1e-4, "local AIF at frame " + k);
				assertEquals(cbf * DENSITY / 6000 * Math.exp(-k * TIME.stepS() / MTT_S), maps.residue().get()[z][k][i], 1e-4 * cbf / 60, "R at lag " + k);
			}
		}
		assertEquals(List.of(), log.warnings());
		assertEquals(0, network.open(), "what was opened is closed");
	}

	@Test
	void aVoxelWithoutContrastIsZeroEverywhere() {
		final Set<PerfusionMap> wanted = EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD, PerfusionMap.MTT);
		final PerfusionMaps maps = maps(wanted, CbvRule.RESIDUE, new MonitorLog());
		for (final PerfusionMap map : wanted)
			assertEquals(0, value(maps, map, 0, 0), map.key());
		for (int k = 0; k < TIME.count(); k++) {
			assertEquals(0, maps.localAif().get()[0][k][0]);
			assertEquals(0, maps.residue().get()[0][k][0]);
		}
	}

	/** By area, CBV is that of the local AIF, half as large as the global one. */
	@Test
	void bothRulesOfCbvAgreeWhenTheAifIsTheLocalOne() {
		final PerfusionMaps byArea = maps(EnumSet.of(PerfusionMap.CBV), CbvRule.AREA, new MonitorLog());
		final PerfusionMaps byResidue = maps(EnumSet.of(PerfusionMap.CBV), CbvRule.RESIDUE, new MonitorLog());
		for (int i = 1; i < GRID.planeSize(); i++)
			assertEquals(2 * value(byArea, PerfusionMap.CBV, 0, i), value(byResidue, PerfusionMap.CBV, 0, i), 2e-4 * value(byResidue, PerfusionMap.CBV, 0, i));
	}

	@Test
	void withoutUncertaintyThereAreTwoMaps() {
		final ResidueMethod plain = new ResidueMethod(model(false), new ShapeNetwork(new ShapeNetwork.Design(false), MTT_S), ENGINE, false, KAPPA, DENSITY);
		final PerfusionMethod.Prepared prepared = plain.prepare(aif, TIME);
		assertEquals(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), prepared.maps());
		assertTrue(prepared.estimatesLocalAif());
		final EstimateBlock out = new EstimateBlock(prepared.maps(), 1, TIME.count(), false, false);
		final float[][] tissue = new float[TIME.count()][1];
		for (int k = 0; k < tissue.length; k++)
			tissue[k][0] = (float) tissue(40)[k];
		prepared.newEstimator(1).estimate(tissue, 1, out);
		assertEquals(40, out.values(PerfusionMap.CBF)[0], 0.004);
		final String refused = assertThrows(PerfusionException.class, () -> new ResidueMethod(model(false), network, ENGINE, true, KAPPA, DENSITY)).getMessage();
		assertTrue(refused.contains("Use uncertainty=false"), refused);
	}

	@Test
	void framesThatTheNetworkWasNotTrainedForAreSaid() {
		assertEquals(List.of(), warnings(new TimeGrid(0, 0.5, 150), 0));
		assertEquals(List.of(), warnings(new TimeGrid(0, 3, 40), 0));
		assertSaid("The frames are 0.40 s apart, but the network was trained for 0.5 to 3 s. It was used all the same", warnings(new TimeGrid(0, 0.4, 100), 0));
		assertSaid("The frames are 3.20 s apart", warnings(new TimeGrid(0, 3.2, 50), 0));
		assertSaid("There are 38 frames from the rise of the AIF, but the network was trained for 40 to 150.", warnings(new TimeGrid(0, 1.5, 46), 12));
		assertSaid("There are 151 frames", warnings(new TimeGrid(0, 1, 151), 0));
		assertEquals(2, warnings(new TimeGrid(0, 4, 30), 0).size());
	}

	private List<String> warnings(final TimeGrid time, final double onsetS) {
		try (PerfusionMethod.Prepared prepared = method.prepare(aif(time, onsetS), time)) {
			return prepared.warnings();
		}
	}

	private static void assertSaid(final String part, final List<String> warnings) {
		assertEquals(1, warnings.size());
		assertTrue(warnings.get(0).contains(part), warnings.get(0));
	}

	@Test
	void whatCannotBeUsedIsRefused() {
		refused("The AIF has 69 samples, the series 70 frames", () -> method.prepare(new double[69], TIME));
		refused("The AIF is flat", () -> method.prepare(new double[70], TIME));
		refused("kappa must be positive", () -> new ResidueMethod(model(true), network, ENGINE, true, 0, DENSITY));
		refused("density must be positive", () -> new ResidueMethod(model(true), network, ENGINE, true, KAPPA, Double.NaN));
	}

	private static void refused(final String part, final org.junit.jupiter.api.function.Executable work) {
		final String message = assertThrows(PerfusionException.class, work).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void parametersSayWhichNetworkItIs() {
		final Map<String, String> parameters = method.parameters();
		assertEquals(List.of("method", "engine", "design", "design_spread", "weights", "weights_sha256", "model_trained", "uncertainty", "kappa", "density"), List.copyOf(parameters.keySet()));
		assertEquals(ENGINE, parameters.get("engine"));
		assertEquals("shape", parameters.get("design"));
		assertFalse(parameters.get("weights_sha256").isEmpty());
	}

	private static float value(final PerfusionMaps maps, final PerfusionMap map, final int z, final int i) {
		return maps.get(map).get().plane(z)[i];
	}
}
