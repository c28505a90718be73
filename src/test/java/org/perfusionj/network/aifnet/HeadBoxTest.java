package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Where the head is. */
class HeadBoxTest {

	private final SmallScan scan = new SmallScan(SmallScan.grid(20, 16, 2, 1.8, 5), 1);

	private HeadBox box() {
		try (Parallel parallel = new Parallel(1)) {
			return HeadBox.of(CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), InputSpec.DEFAULT), parallel, WorkMonitor.SILENT));
		}
	}

	@Test
	void aMarginOfTwoCellsIsKeptAroundWhatIsNoAirInAnySlice() {
		scan.withBaseline(voxel -> voxel.x() >= 6 && voxel.x() <= 9 && voxel.y() == (voxel.z() == 0 ? 5 : 8) ? 40f : -1000f);
		assertEquals(new HeadBox(4, 3, 8, 8), box());
		assertEquals(64, box().planeSize());
	}

	@Test
	void itEndsAtTheBordersOfTheImage() {
		scan.withBaseline(voxel -> voxel.x() == 0 || voxel.y() == 15 ? 1200f : -900f);
		assertEquals(new HeadBox(0, 0, 20, 16), box());
	}

	@Test
	void withoutAnyHeadItIsTheWholeImage() {
		scan.withBaseline(voxel -> -1000f);
		assertEquals(new HeadBox(0, 0, 20, 16), box());
	}

	@Test
	void damagedVoxelsAreNoHead() {
		scan.withBaseline(voxel -> voxel.x() >= 8 && voxel.x() < 12 && voxel.y() >= 8 && voxel.y() < 12 ? 40f : -1000f).withBaseline(voxel -> voxel.equals(new Voxel(0, 0, 0)) ? 40f : scan.baseline(voxel)).with(new Voxel(0, 0, 0), 3, Float.NaN);
		assertEquals(new HeadBox(6, 6, 8, 8), box());
	}
}
