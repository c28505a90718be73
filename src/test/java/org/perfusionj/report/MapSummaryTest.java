package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.Region;
import org.perfusionj.series.Sample;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;

class MapSummaryTest {

	/** x to the patient's left (as DICOM stores axial slices), voxels of 2 x 2 x 5 mm = 0.02 ml. */
	private static final SpatialGrid LEFTWARD = new SpatialGrid(5, 1, 2, 2, 2, 5, Orientation.scanner(new double[] { -2, 0, 0, 100, 0, -2, 0, 0, 0, 0, 5, 0 }));

	@Test
	void statisticsOfEightValuesByHand() {
		// SETUP: 1, 2, 3, 4 and 10, 20, 30, 40; one voxel of each slice outside the mask
		final Volume cbf = new Volume(LEFTWARD, new float[][] { { 1, 2, 3, 4, 99 }, { 10, 20, 30, 40, 99 } });
		final Mask mask = Mask.all(LEFTWARD).where(x -> x < 4);

		// EXECUTE
		final MapSummary summary = MapSummary.of(SyntheticCase.ofMaps(LEFTWARD, mask, Map.of(PerfusionMap.CBF, cbf), List.of(), List.of("Careful.", "Very.")));
		final SummaryRow brain = summary.row("brain", PerfusionMap.CBF).orElseThrow();

		// VERIFY: mean 110 / 8; sum of squares 3030 - 110 * 110 / 8 = 1517.5; ranks 0.35, 3.5 and 6.65 of 0..7
		assertEquals(13.75, brain.mean(), 1e-12);
		assertEquals(Math.sqrt(1517.5 / 7), brain.sd(), 1e-12);
		assertEquals(7, brain.median(), 1e-12);
		assertEquals(1.35, brain.p5(), 1e-6);
		assertEquals(36.5, brain.p95(), 1e-6);
		assertEquals(8, brain.voxels());
		assertEquals(0.16, brain.volumeMl(), 1e-12);
		assertEquals(0, brain.nonFinite());
		assertEquals("Careful. Very.", brain.warnings());
	}

	@Test
	void leftIsThePatientsLeftOfTheCentroid() {
		// SETUP: centroid of columns 0..3 at 1.5; higher columns are further left
		final Volume cbf = new Volume(LEFTWARD, new float[][] { { 1, 2, 3, 4, 99 }, { 10, 20, 30, 40, 99 } });
		final Mask mask = Mask.all(LEFTWARD).where(x -> x < 4);

		// EXECUTE
		final MapSummary summary = MapSummary.of(SyntheticCase.ofMaps(LEFTWARD, mask, Map.of(PerfusionMap.CBF, cbf), List.of(), List.of()));

		// VERIFY
		assertEquals(List.of("brain", "brain left", "brain right", "tissue"), summary.regions());
		assertEquals((3 + 4 + 30 + 40) / 4.0, summary.row("brain left", PerfusionMap.CBF).orElseThrow().mean(), 1e-12);
		assertEquals((1 + 2 + 10 + 20) / 4.0, summary.row("brain right", PerfusionMap.CBF).orElseThrow().mean(), 1e-12);
	}

	@Test
	void withoutOrientationHalvesAreThoseOfTheImageAndTheMiddleColumnIsInNeither() {
		// SETUP
		final SpatialGrid grid = new SpatialGrid(5, 1, 1, 2, 2, 5, Orientation.NONE);
		final Volume cbf = new Volume(grid, new float[][] { { 1, 2, 3, 4, 5 } });

		// EXECUTE
		final MapSummary summary = MapSummary.of(SyntheticCase.ofMaps(grid, Mask.all(grid), Map.of(PerfusionMap.CBF, cbf), List.of(), List.of()));

		// VERIFY
		assertEquals("image left", summary.leftName());
		assertEquals(1.5, summary.row("image left", PerfusionMap.CBF).orElseThrow().mean(), 1e-12);
		assertEquals(4.5, summary.row("image right", PerfusionMap.CBF).orElseThrow().mean(), 1e-12);
		assertEquals(2, summary.row("image right", PerfusionMap.CBF).orElseThrow().voxels());
	}

	@Test
	void halvesFollowTheWorldAxisWhereverItLiesInTheVoxels() {
		// SETUP: rows of the image run to the patient's right
		final SpatialGrid grid = new SpatialGrid(1, 4, 1, 1, 1, 1, Orientation.scanner(new double[] { 0, 1, 0, -50, 1, 0, 0, 0, 0, 0, 1, 0 }));

		// EXECUTE
		final BrainHalves halves = BrainHalves.of(Mask.all(grid));

		// VERIFY
		assertArrayEquals(new boolean[] { true, true, false, false }, halves.left().plane(0));
		assertArrayEquals(new boolean[] { false, false, true, true }, halves.right().plane(0));
	}

	@Test
	void nonFiniteValuesAreLeftOutAndCounted() {
		// SETUP
		final Volume mtt = new Volume(LEFTWARD, new float[][] { { Float.NaN, 2, 4, Float.POSITIVE_INFINITY, 6 }, { Float.NaN, Float.NaN, Float.NaN, Float.NaN, Float.NEGATIVE_INFINITY } });

		// EXECUTE
		final SummaryRow row = MapSummary.of(SyntheticCase.ofMaps(LEFTWARD, Mask.all(LEFTWARD), Map.of(PerfusionMap.MTT, mtt), List.of(), List.of())).row("brain", PerfusionMap.MTT).orElseThrow();

		// VERIFY
		assertEquals(4, row.mean(), 1e-12);
		assertEquals(2, row.sd(), 1e-12);
		assertEquals(3, row.voxels());
		assertEquals(7, row.nonFinite());
		assertEquals(0.06, row.volumeMl(), 1e-12);
	}

	@Test
	void regionsOfTheSameNameAreToldApart() {
		final SyntheticCase made = new SyntheticCase();
		for (final String name : List.of("tissue", "lesion", "lesion", "brain"))
			made.regions.add(new Region(name, List.of(new Voxel(48, 48, 0))));
		final List<String> regions = MapSummary.of(made.build()).regions();
		assertEquals(List.of("tissue (region)", "lesion", "lesion (2)", "brain (region)"), regions.subList(4, regions.size()));
	}

	@Test
	void regionsCountInsideTheMaskAndSayWhatIsLeftOut() {
		// SETUP: one voxel inside, one outside the mask, one outside the image
		final Volume cbf = new Volume(LEFTWARD, new float[][] { { 1, 2, 3, 4, 99 }, { 10, 20, 30, 40, 99 } });
		final Mask mask = Mask.all(LEFTWARD).where(x -> x < 4);
		final List<Region> regions = List.of(new Region("ROI 1", List.of(new Voxel(2, 0, 1), new Voxel(4, 0, 0), new Voxel(7, 0, 0))), new Region("nowhere", List.of(new Voxel(4, 0, 1))));

		// EXECUTE
		final MapSummary summary = MapSummary.of(SyntheticCase.ofMaps(LEFTWARD, mask, Map.of(PerfusionMap.CBF, cbf), regions, List.of("Careful.")));

		// VERIFY
		final SummaryRow partly = summary.row("ROI 1", PerfusionMap.CBF).orElseThrow();
		assertEquals(30, partly.mean());
		assertTrue(Double.isNaN(partly.sd()));
		assertEquals(1, partly.voxels());
		assertEquals("2 of 3 voxels lie outside the brain mask and are left out.", partly.warnings());
		final SummaryRow nowhere = summary.row("nowhere", PerfusionMap.CBF).orElseThrow();
		assertEquals(0, nowhere.voxels());
		assertTrue(Double.isNaN(nowhere.mean()) && Double.isNaN(nowhere.median()));
		assertEquals("", summary.row("brain left", PerfusionMap.CBF).orElseThrow().warnings());
	}

	@Test
	void tissueIsTheMaskWithoutVesselsAndCsf() {
		// SETUP
		final PerfusionResult plain = SyntheticCase.ofMaps(LEFTWARD, Mask.all(LEFTWARD), Map.of(PerfusionMap.CBF, new Volume(LEFTWARD, new float[][] { { 1, 2, 3, 4, 5 }, { 6, 7, 8, 9, 10 } })), List.of(), List.of());
		final Mask vessels = Mask.all(LEFTWARD).where(x -> x == 0);
		final Mask csf = Mask.all(LEFTWARD).where(x -> x >= 3);
		final PerfusionResult result = new PerfusionResult(plain.concentration(), plain.aif(), plain.measuredAif(), plain.vof(), plain.tissue(), vessels, csf, plain.maps(), List.of(), plain.parameters(), List.of());

		// VERIFY
		assertEquals((2 + 3 + 7 + 8) / 4.0, MapSummary.of(result).row("tissue", PerfusionMap.CBF).orElseThrow().mean(), 1e-12);
	}

	@Test
	void agreesWithCommonsMathOnManyValues() {
		// SETUP
		final SpatialGrid grid = new SpatialGrid(50, 20, 3, 1, 1, 1, Orientation.NONE);
		final Volume volume = new Volume(grid);
		final double[] values = new double[3000];
		final Random random = new Random(5);
		for (int i = 0; i < values.length; i++) {
			volume.plane(i / 1000)[i % 1000] = (float) Math.exp(2 * random.nextGaussian());
			values[i] = volume.plane(i / 1000)[i % 1000];
		}

		// EXECUTE
		final Sample sample = Sample.of(volume, Mask.all(grid));

		// VERIFY
		for (final double p : new double[] { 1, 5, 37.3, 50, 95, 100 })
			assertEquals(new Percentile(p).withEstimationType(EstimationType.R_7).evaluate(values), sample.percentile(p), 1e-9);
		assertEquals(new StandardDeviation().evaluate(values), sample.standardDeviation(), 1e-9);
		assertEquals(values[0], volume.plane(0)[0], "the map must not be sorted in place");
	}

	@Test
	void mapsComeInTheirUsualOrder() {
		// SETUP
		final SyntheticCase made = new SyntheticCase();

		// EXECUTE
		final PerfusionResult result = made.build();
		final List<PerfusionMap> brain = MapSummary.of(result).rows().stream().filter(row -> row.region().equals("brain")).map(SummaryRow::map).toList();

		// VERIFY
		assertEquals(List.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.TTP), brain);
		final PerfusionMaps maps = result.maps();
		assertEquals(maps.mask().count(), MapSummary.of(result).row("brain", PerfusionMap.TTP).orElseThrow().voxels());
	}
}
