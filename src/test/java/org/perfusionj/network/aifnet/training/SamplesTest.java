package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.CellGrid;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.InputScaling;
import org.perfusionj.network.aifnet.SmallScan;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** What a network sees of a scan, unchanged and augmented. */
class SamplesTest {

	private static final int FRAMES = SmallExamples.SPEC.frames();

	private final TrainingExample example = SmallExamples.of(5);

	private static TrainingSample sample(final TrainingExample example, final AifnetKind kind, final Augmentation.Change change) {
		return new Samples(Vessel.AIF, kind, SmallExamples.SPEC).of(example, change);
	}

	private TrainingSample sample(final Augmentation.Change change) {
		return sample(example, AifnetKind.PROBABILITY, change);
	}

	@Test
	void unchangedItIsTheMiddleOfTheExample() {
		final TrainingSample sample = sample(Augmentation.Change.NONE);
		assertEquals(new FieldShape(2, 10, 12, 11), sample.shape());
		assertEquals(240, sample.usable().cardinality());
		assertEquals(FRAMES, sample.frames());
		for (int c = 0; c < 240; c++) {
			for (int t = 0; t < FRAMES; t++)
				assertEquals(InputScaling.enhancement(example.enhancement(TrainingExample.MARGIN + t, c)), sample.input()[c * 11 + t]);
			assertEquals(InputScaling.baseline(example.baseline(c)), sample.input()[c * 11 + FRAMES]);
		}
		assertArrayEquals(Arrays.copyOfRange(example.annotation(Vessel.AIF).curve(), 4, 4 + FRAMES), sample.target());
		assertArrayEquals(Arrays.copyOfRange(example.annotation(Vessel.AIF).truth(), 4, 4 + FRAMES), sample.truth());
	}

	@ParameterizedTest
	@ValueSource(ints = { -4, -1, 3, 4 })
	void aShiftMovesScanAndTargetsAlike(final int shift) {
		final TrainingSample shifted = sample(new Augmentation.Change(shift, 1, false, false, false));
		final TrainingSample plain = sample(Augmentation.Change.NONE);
		for (int t = Math.max(0, shift); t < FRAMES + Math.min(0, shift); t++) {
			assertEquals(plain.target()[t - shift], shifted.target()[t]);
			assertEquals(plain.truth()[t - shift], shifted.truth()[t]);
			for (int c = 0; c < 240; c++)
				assertEquals(plain.input()[c * 11 + t - shift], shifted.input()[c * 11 + t], "cell " + c);
		}
	}

	@Test
	void beyondTheEndsOfAScanItsFirstAndLastFramesAreReplicated() {
		// 40 frames of 1 s, the bolus at 8 s; the example holds means of 2 s from -4 s to 34 s, so a scan that ends at 20 s has 7 beyond its end
		final SmallScan scan = new SmallScan(SmallScan.grid(5, 5, 1, 1.8, 5), 2);
		for (int t = 20; t < 40; t++)
			scan.with(new Voxel(2, 2, 0), t, scan.enhancement(new Voxel(2, 2, 0), 20));
		final TrainingExample one;
		try (Parallel parallel = new Parallel(1)) {
			final CellSeries cells = CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), SmallExamples.SPEC), parallel, WorkMonitor.SILENT);
			one = TrainingExample.of("one", cells, SmallExamples.SPEC, Map.of(Vessel.AIF, SmallExamples.of(5).annotation(Vessel.AIF)));
		}
		final float[] later = cell(sample(one, AifnetKind.PROBABILITY, new Augmentation.Change(4, 1, false, false, false)), 12);
		final float first = scan.enhancement(new Voxel(2, 2, 0), 0) / 100;
		assertEquals(first, later[0], 1e-3, "-4 s");
		assertEquals(first, later[1], 1e-3, "-2 s");
		final float[] earlier = cell(sample(one, AifnetKind.PROBABILITY, new Augmentation.Change(-4, 1, false, false, false)), 12);
		final float last = scan.enhancement(new Voxel(2, 2, 0), 20) / 100;
		for (int t = 5; t < FRAMES; t++)
			assertEquals(last, earlier[t], 1e-3, 12 + 2 * t + " s");
	}

	private static float[] cell(final TrainingSample sample, final int cell) {
		return Arrays.copyOfRange(sample.input(), cell * 11, cell * 11 + 11);
	}

	@Test
	void theEnhancementIsScaledAboutTheBaseline() {
		final TrainingSample scaled = sample(new Augmentation.Change(0, 1.5, false, false, false));
		final TrainingSample plain = sample(Augmentation.Change.NONE);
		for (int c = 0; c < 240; c++) {
			for (int t = 0; t < FRAMES; t++)
				assertEquals(1.5f * plain.input()[c * 11 + t], scaled.input()[c * 11 + t], 1e-6);
			assertEquals(plain.input()[c * 11 + FRAMES], scaled.input()[c * 11 + FRAMES], "the baseline stays");
		}
		assertArrayEquals(plain.target(), scaled.target(), "r does not care");
	}

	@ParameterizedTest
	@CsvSource({ "true,false,false", "false,true,false", "false,false,true", "true,true,true" })
	void mirrorsTurnScanAndAnnotationAlike(final boolean x, final boolean y, final boolean z) {
		final TrainingSample plain = sample(example, AifnetKind.SEGMENTATION, Augmentation.Change.NONE);
		final TrainingSample mirrored = sample(example, AifnetKind.SEGMENTATION, new Augmentation.Change(0, 1, x, y, z));
		final BitSet expected = new BitSet();
		for (int c = 0; c < 240; c++) {
			final int toX = x ? 11 - c % 12 : c % 12;
			final int toY = y ? 9 - c / 12 % 10 : c / 12 % 10;
			final int toZ = z ? 1 - c / 120 : c / 120;
			final int to = (toZ * 10 + toY) * 12 + toX;
			assertArrayEquals(cell(plain, c), cell(mirrored, to));
			if (plain.annotated().get(c)) expected.set(to);
		}
		assertEquals(expected, mirrored.annotated());
		assertArrayEquals(plain.target(), mirrored.target());
	}

	@Test
	void aSegmentationLearnsTheCellsOfTheAnnotatedVessel() {
		final int annotated = example.annotation(Vessel.AIF).cells().get(0);
		final BitSet expected = new BitSet();
		// the vessel has three cells in a row, of which the middle one is annotated
		expected.set(annotated - 1, annotated + 2);
		assertEquals(expected, sample(example, AifnetKind.SEGMENTATION, Augmentation.Change.NONE).annotated());
		assertTrue(sample(Augmentation.Change.NONE).annotated().isEmpty(), "other kinds need none");
	}

	@Test
	void aRegressionSeesTheHeadInTheMiddleOfASquare() {
		final TrainingSample square = sample(example, AifnetKind.REGRESSION, Augmentation.Change.NONE);
		final TrainingSample plain = sample(Augmentation.Change.NONE);
		assertEquals(new FieldShape(2, 128, 128, 11), square.shape());
		assertEquals(240, square.usable().cardinality());
		double outside = 0;
		for (int c = 0; c < square.shape().cells(); c++) {
			final int x = c % 128 - 58;
			final int y = c / 128 % 128 - 59;
			final boolean inside = x >= 0 && x < 12 && y >= 0 && y < 10;
			assertEquals(inside, square.usable().get(c));
			if (inside) assertArrayEquals(cell(plain, (c / 16384 * 10 + y) * 12 + x), cell(square, c));
			else for (final float value : cell(square, c))
				outside += Math.abs(value);
		}
		assertEquals(0, outside);
	}

	@Test
	void drawnChangesStayWithinTheirLimitsAndUseThem() {
		final Augmentation augmentation = new Augmentation(3, 0.5, 2, true);
		final RandomStream random = new RandomStream(1);
		final int[] shifts = new int[7];
		final int[] mirrors = new int[3];
		double least = 9;
		double most = 0;
		for (int i = 0; i < 700; i++) {
			final Augmentation.Change change = augmentation.draw(random.numbered(i));
			shifts[change.shift() + 3]++;
			least = Math.min(least, change.scale());
			most = Math.max(most, change.scale());
			if (change.mirrorX()) mirrors[0]++;
			if (change.mirrorY()) mirrors[1]++;
			if (change.mirrorZ()) mirrors[2]++;
		}
		for (final int count : shifts)
			assertEquals(100, count, 40);
		for (final int count : mirrors)
			assertEquals(350, count, 60);
		assertTrue(least >= 0.5 && least < 0.53 && most <= 2 && most > 1.97, least + " " + most);
		assertEquals(Augmentation.Change.NONE, Augmentation.NONE.draw(random));
		assertEquals(augmentation.draw(new RandomStream(4)), augmentation.draw(new RandomStream(4)));
	}

	@Test
	void impossibleAugmentationsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Augmentation(TrainingExample.MARGIN + 1, 1, 1, false));
		assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, 1, 1, false));
		assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 0, 1, false));
		assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 1, 0.9, false));
	}

	@ParameterizedTest
	@EnumSource(Vessel.class)
	void eachVesselHasItsOwnTarget(final Vessel vessel) {
		final TrainingSample sample = new Samples(vessel, AifnetKind.PROBABILITY, SmallExamples.SPEC).of(example, Augmentation.Change.NONE);
		assertArrayEquals(Arrays.copyOfRange(example.annotation(vessel).curve(), 4, 4 + FRAMES), sample.target());
	}
}
