package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

class NiftiHeaderTest {

	private static final double[] SFORM = { -0.5f, 0.125f, 0, 110.5f, 0, 0.75f, 0.1f, -90.25f, 0, -0.1f, 5, 33.3f };
	private static final double[] QFORM = { -0.5, 0, 0, 10, 0, 0.75, 0, 20, 0, 0, 5, 30 };
	private static final SpatialGrid GRID = new SpatialGrid(7, 6, 5, 0.5, 0.75, 5, new Orientation(2, SFORM, 1, QFORM));

	@ParameterizedTest
	@EnumSource(NiftiType.class)
	void everythingComesBackInEveryVersionAndByteOrder(final NiftiType type) {
		for (int n = 0; n < 8; n++) {
			// SETUP
			final int version = 1 + (n & 1);
			final ByteOrder order = (n & 2) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
			final boolean pair = (n & 4) != 0;
			final NiftiHeader header = new NiftiHeader.Builder().version(version).order(order).pair(pair).type(type).series(GRID, 12, 3, 1.5).scaling(2, -1024).notes(new NiftiNotes("text", "CBF", -1, 80)).build();

			// EXECUTE
			final byte[] bytes = header.toBytes();
			final NiftiHeader back = NiftiHeader.parse(bytes, "test");

			// VERIFY
			assertEquals(version == 1 ? 348 : 540, bytes.length);
			assertEquals(version, back.version());
			assertEquals(order, back.order());
			assertEquals(pair, back.pair());
			assertEquals(type, back.type());
			assertEquals("7 x 6 x 5 x 12", back.sizeText());
			assertEquals(7 * 6 * 5 * 12 * type.bytes(), back.sampleBytes());
			assertEquals(pair ? 0 : version == 1 ? 352 : 544, back.voxOffset());
			assertEquals(2, back.slope());
			assertEquals(-1024, back.intercept());
			assertEquals(1.5, back.frameIntervalS());
			assertEquals(3, back.firstTimeS());
			assertEquals(-1, back.calMin());
			assertEquals(80, back.calMax());
			assertEquals("text", back.description());
			assertEquals("CBF", back.intentName());
			assertArrayEquals(SFORM, back.orientation().sform());
			assertArrayEquals(QFORM, back.orientation().qform(), 1e-12);
		}
	}

	@Test
	void zeroOffsetOfASingleFileMeansRightBehindTheHeader() {
		final NiftiBytes bytes = NiftiBytes.int16(1, 1, 1, 10).floatsAt(108, 0);
		assertEquals(352, NiftiHeader.parse(bytes.header.array(), "test").voxOffset());
	}
}
