package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.IntervalMeans;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.FieldBox;
import org.perfusionj.network.FieldShape;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** What a network sees of a scan. */
class CellInputTest {

	private static final InputSpec SPEC = new InputSpec(10, 1.5, 6, 1.8, 5);
	private static final Voxel VESSEL = new Voxel(9, 8, 1);
	private static final Voxel BONE = new Voxel(8, 8, 0);

	/** Cells are voxels; the head is 6 x 4 of them in a corner, the box has two more on each side. */
	private final SmallScan scan = new SmallScan(SmallScan.grid(16, 14, 2, 1.8, 5), 1).withBaseline(voxel -> voxel.x() >= 5 && voxel.x() < 11 && voxel.y() >= 6 && voxel.y() < 10 ? 30f + voxel.x() : -1000f).with(VESSEL, SmallScan.bolus(13, 300));
	private final CellInput field = field();

	private CellInput field() {
		scan.withBaseline(voxel -> voxel.equals(BONE) ? 1500f : scan.baseline(voxel)).with(BONE, SmallScan.bolus(13, 2000));
		try (Parallel parallel = new Parallel(1)) {
			return new CellInput(CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), SPEC), parallel, WorkMonitor.SILENT), SPEC);
		}
	}

	private float[] read(final FieldBox box) {
		final float[] values = new float[box.shape(SPEC.channels()).values()];
		field.read(box, values);
		return values;
	}

	private float[] all() {
		return read(new FieldBox(0, 0, 0, 2, 8, 10));
	}

	/** The channels of the cell of a voxel. */
	private float[] cell(final Voxel voxel) {
		final float[] channels = new float[11];
		System.arraycopy(all(), ((voxel.z() * 8 + voxel.y() - 4) * 10 + voxel.x() - 3) * 11, channels, 0, 11);
		return channels;
	}

	@Test
	void itIsTheHeadWithAFrameEachAndTheBaseline() {
		assertEquals(new FieldShape(2, 8, 10, 11), field.shape());
		assertEquals(new TimeGrid(2, 1.5, 10), field.times());
	}

	@Test
	void framesAreMeansAroundTheArrivalInHundredsOfHu() {
		final double[] expected = new IntervalMeans(new TimeGrid(0, 1, 40).times(), new TimeGrid(2, 1.5, 10)).of(SmallScan.bolus(13, 300));
		final float[] channels = cell(VESSEL);
		for (int t = 0; t < 10; t++)
			assertEquals(expected[t] / 100, channels[t], 1e-4);
		assertEquals(0.39f, channels[10], 1e-5);
	}

	@Test
	void boneAndAirAreCutOff() {
		final float[] bone = cell(BONE);
		assertEquals(8, bone[7], "never more than 800 HU");
		assertEquals(2, bone[10], "200 HU");
		assertEquals(-1, cell(new Voxel(3, 4, 0))[10], "-100 HU");
		assertEquals(-2, InputScaling.enhancement(-300));
		assertEquals(-1.5f, InputScaling.enhancement(-150));
	}

	@Test
	void cellsOfTheHeadAreFoundInTheScan() {
		assertEquals(4 * 16 + 3, field.cell(0));
		assertEquals(16 * 14 + 8 * 16 + 9, field.cell(80 + 4 * 10 + 6));
	}

	@Test
	void aPartIsAPartOfTheWhole() {
		final float[] all = all();
		final FieldBox box = new FieldBox(1, 3, 2, 1, 4, 5);
		final float[] part = read(box);
		for (int y = 0; y < 4; y++)
			for (int i = 0; i < 5 * 11; i++)
				assertEquals(all[((8 + 3 + y) * 10 + 2) * 11 + i], part[y * 5 * 11 + i]);
	}

	@Test
	void damagedCellsAreNotUsable() {
		assertEquals(160, field.usable().cardinality());
		scan.with(VESSEL, 5, Float.NaN);
		final CellInput damaged = field();
		assertEquals(159, damaged.usable().cardinality());
		assertEquals(80 + 4 * 10 + 6, damaged.usable().nextClearBit(0));
		assertArrayEquals(new float[11], zeros(damaged), "the network sees zeros there");
	}

	private static float[] zeros(final CellInput damaged) {
		final float[] values = new float[11];
		damaged.read(new FieldBox(1, 4, 6, 1, 1, 1), values);
		return values;
	}
}
