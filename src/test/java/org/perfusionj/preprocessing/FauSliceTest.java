package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The skull-stripped slice of the FAU phantom: background exactly 0, fluid at 9 to 15 HU. */
class FauSliceTest {

	private static final int SIZE = 256;
	private static final int FRAMES = 50;

	/** Little-endian float samples after a header of 352 bytes: what these files are. */
	private static List<float[]> planes(final String file, final int count) throws IOException {
		final String data = System.getProperty("perfusionj.data", "");
		Assumptions.assumeFalse(data.isBlank(), "perfusionj.data is not set");
		final List<float[]> planes = new ArrayList<>();
		try (InputStream in = Files.newInputStream(Path.of(data, "fau_slice", file)); DataInputStream unpacked = new DataInputStream(new GZIPInputStream(in))) {
			unpacked.readFully(new byte[352]);
			for (int n = 0; n < count; n++) {
				final byte[] bytes = new byte[4 * SIZE * SIZE];
				unpacked.readFully(bytes);
				final float[] plane = new float[SIZE * SIZE];
				ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(plane);
				planes.add(plane);
			}
		}
		return planes;
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 4 })
	void brainVesselsAndFluid(final double noise) throws IOException {
		final List<float[]> planes = planes("ctp_HU_dt1s.nii.gz", FRAMES);
		final float[] labels = planes("brain.nii.gz", 1).get(0);
		final SpatialGrid grid = TestSeries.grid(SIZE, SIZE, 1, 1);
		final Mask truth = Mask.nonZero(new Volume(grid, new float[][] { labels }));
		final Random random = new Random(1);
		for (final float[] plane : planes)
			for (int i = 0; i < plane.length; i++)
				if (labels[i] > 0) plane[i] += noise * random.nextGaussian();
		final PerfusionSeries series = TestSeries.of(grid, AcquisitionTimes.uniform(FRAMES, 1), SignalType.CT, planes);
		try (Parallel parallel = new Parallel(2)) {
			final Prepared prepared = new Preprocessing().prepare(series, PreprocessingSettings.DEFAULTS, parallel, WorkMonitor.SILENT);
			final Mask mask = prepared.concentration().mask();
			assertTrue(HeadPhantom.dice(mask, truth) > 0.999, "Dice " + HeadPhantom.dice(mask, truth));
			assertEquals(0, truth.minus(mask).count());
			// the artery starts to rise between 7 and 8 s
			assertEquals(8, prepared.concentration().baseline().arrivalS(), 1);
			assertTrue(prepared.concentration().baseline().endFrame() <= 8, prepared.concentration().baseline().toString());
			final TissueMasks tissue = TissueMasks.find(prepared.concentration(), parallel, WorkMonitor.SILENT);
			int artery = 0;
			int fluid = 0;
			int wrong = 0;
			for (int i = 0; i < labels.length; i++) {
				if (labels[i] == 7 && tissue.vessels().plane(0)[i]) artery++;
				if (labels[i] == 9 && tissue.csf().plane(0)[i]) fluid++;
				if (labels[i] > 0 && labels[i] < 7 && (tissue.vessels().plane(0)[i] || tissue.csf().plane(0)[i])) wrong++;
			}
			assertEquals(78, artery);
			assertTrue(fluid > 400, fluid + " of 601 voxels of fluid");
			assertTrue(wrong < 100, wrong + " voxels of tissue");
		}
	}
}
