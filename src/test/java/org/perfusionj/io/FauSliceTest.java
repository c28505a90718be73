package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

/** The FAU phantom slice of the reference data. */
class FauSliceTest {

	private Path slice;

	@BeforeEach
	void findData() {
		final String data = System.getProperty("perfusionj.data", "");
		assumeTrue(!data.isBlank(), "needs the reference data: -Dperfusionj.data=FOLDER");
		slice = Path.of(data, "fau_slice");
	}

	@Test
	void seriesIsRead() throws IOException {
		final PerfusionSeries series = new NiftiReader().read(slice.resolve("ctp_HU_dt1s.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		assertEquals("256 x 256 x 1", series.grid().sizeText());
		assertEquals(50, series.frames());
		assertEquals(1, series.times().meanIntervalS());
		assertEquals(2, series.grid().orientation().sformCode());
		assertEquals(0, series.grid().orientation().qformCode());
		assertArrayEquals(new double[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 }, series.grid().orientation().sform());
		// what nifti_tool -disp_ts prints
		final float[] plane = new float[256 * 256];
		series.planes().read(0, 0, plane);
		assertEquals(26.518843f, plane[128 * 256 + 128], 1e-5);
		series.planes().read(0, 22, plane);
		assertEquals(32.643116f, plane[128 * 256 + 128], 1e-5);
		series.planes().read(0, 49, plane);
		assertEquals(38.911003f, plane[90 * 256 + 100], 1e-5);
	}

	@Test
	void arteriesCarryTheArterialCurve() throws IOException {
		final PerfusionSeries series = new NiftiReader().read(slice.resolve("ctp_HU_dt1s.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final Volume labels = NiftiVolumes.readVolume(slice.resolve("brain.nii.gz"));
		final TimeCurve aif = CurveFile.read(slice.resolve("aif_HU.csv")).aif().orElseThrow();
		assertEquals(series.frames(), aif.size());
		final float[] first = new float[256 * 256];
		final float[] plane = new float[256 * 256];
		series.planes().read(0, 0, first);
		for (int t = 0; t < series.frames(); t++) {
			series.planes().read(0, t, plane);
			double sum = 0;
			int count = 0;
			for (int i = 0; i < plane.length; i++)
				if (labels.plane(0)[i] == 7) {
					sum += plane[i] - first[i];
					count++;
				}
			assertEquals(aif.value(t) - aif.value(0), sum / count, 0.001, "frame " + t);
		}
	}
}
