package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.curve.IntervalMeans;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.FieldBox;
import org.perfusionj.network.aifnet.training.TrainingExample;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.TestPhantoms;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A scan whose odd slices are measured 1 s after the even ones: what a network sees and learns of the expert's voxels, against the truth at its own times. */
class ShuttleScanTest {

	private static final InputSpec SPEC = InputSpec.DEFAULT;
	/** Interpolation between frames 2 s apart may move a bolus by this; a clock that begins with the first time of the grid is wrong by 1 s. */
	private static final double CLOSE_S = 0.4;

	private static Parallel parallel;
	private static Phantom phantom;
	private static CellSeries cells;

	@BeforeAll
	static void make() {
		parallel = new Parallel(2);
		phantom = TestPhantoms.create(9302, Occlusion.RIGHT_M1, new ScanOptions(96, OptionalDouble.of(2.4), OptionalInt.of(2), OptionalDouble.of(10), OptionalInt.of(28), OptionalDouble.of(2), Timing.SHUTTLE, 0, 0), 2);
		final ConcentrationSeries input = new Preprocessing().prepare(phantom.series(), PreprocessingSettings.DEFAULTS, parallel, WorkMonitor.SILENT).unfiltered();
		cells = CellSeries.of(input, CellGrid.of(input.slices().grid(), SPEC), parallel, WorkMonitor.SILENT);
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	private static List<VesselTruth> vessels() {
		return List.of(phantom.truth().aif(), phantom.truth().vof());
	}

	private static int cell(final VesselTruth vessel) {
		return cells.grid().cell(vessel.expert().x(), vessel.expert().y(), vessel.expert().z());
	}

	/** @return the truth of the expert's voxel, which is a cell, on other times after the first frame of the scan */
	private static double[] truth(final VesselTruth vessel, final TimeGrid times) {
		final double firstS = phantom.series().times().firstS();
		return new IntervalMeans(Arrays.stream(vessel.expertCurve().times()).map(t -> t - firstS).toArray(), times).of(vessel.expertCurve().values());
	}

	/** @return the middle between the rise and the fall through 60 % of the peak, s */
	private static double middle(final double[] curve, final TimeGrid times) {
		final int top = IntStream.range(0, curve.length).boxed().max((a, b) -> Double.compare(curve[a], curve[b])).orElseThrow();
		final double level = 0.6 * curve[top];
		int rise = top;
		while (curve[rise - 1] > level)
			rise--;
		int fall = top;
		while (curve[fall + 1] > level)
			fall++;
		final double riseS = times.time(rise) - times.stepS() * (curve[rise] - level) / (curve[rise] - curve[rise - 1]);
		final double fallS = times.time(fall) + times.stepS() * (curve[fall] - level) / (curve[fall] - curve[fall + 1]);
		return (riseS + fallS) / 2;
	}

	@Test
	void theGridBeginsWithTheSliceThatIsMeasuredLast() {
		assertEquals(1, cells.time().startS(), 1e-9);
		assertArrayEquals(new int[] { 1, 1, 1 }, new int[] { cells.grid().perX(), cells.grid().perY(), cells.grid().perZ() });
	}

	@Test
	void aNetworkSeesTheBolusWhenItIs() {
		final CellInput input = new CellInput(cells, SPEC);
		final int channels = input.shape().channels();
		final float[] values = new float[input.shape().values()];
		input.read(new FieldBox(0, 0, 0, input.shape().depth(), input.shape().height(), input.shape().width()), values);
		for (final VesselTruth vessel : vessels()) {
			final int index = IntStream.range(0, input.shape().cells()).filter(i -> input.cell(i) == cell(vessel)).findFirst().orElseThrow();
			final double[] seen = IntStream.range(0, SPEC.frames()).mapToDouble(t -> values[index * channels + t]).toArray();
			assertEquals(middle(truth(vessel, input.times()), input.times()), middle(seen, input.times()), CLOSE_S, vessel.vessel() + " in slice " + vessel.expert().z());
		}
	}

	@Test
	void andLearnsItFromAnExampleOnTheSameClock() {
		final TrainingExample example = TrainingExample.of("shuttle", cells, SPEC, Map.of());
		final HeadBox box = HeadBox.of(cells);
		for (final VesselTruth vessel : vessels()) {
			final int index = (vessel.expert().z() * box.height() + vessel.expert().y() - box.y()) * box.width() + vessel.expert().x() - box.x();
			final double[] learned = IntStream.range(0, example.times().count()).mapToDouble(t -> example.enhancement(t, index)).toArray();
			assertEquals(middle(truth(vessel, example.times()), example.times()), middle(learned, example.times()), CLOSE_S, vessel.vessel() + " in slice " + vessel.expert().z());
		}
	}
}
