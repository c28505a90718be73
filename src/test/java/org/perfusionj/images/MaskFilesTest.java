package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;

class MaskFilesTest {

	private static final SpatialGrid GRID = new SpatialGrid(3, 2, 2, 1, 1, 1, Orientation.NONE);

	@TempDir
	private Path folder;

	/** A signed 16 bit TIFF, whose pixels are the values and 32768 more. */
	private Path signed(final int... values) {
		final ImageStack stack = new ImageStack(3, 2);
		for (int z = 0; z < 2; z++) {
			final short[] pixels = new short[6];
			for (int i = 0; i < 6; i++)
				pixels[i] = (short) (values[6 * z + i] + 32768);
			stack.addSlice("", pixels);
		}
		final ImagePlus image = new ImagePlus("mask", stack);
		image.getCalibration().setSigned16BitCalibration();
		final Path file = folder.resolve("mask.tif");
		IJ.saveAsTiff(image, file.toString());
		return file;
	}

	@Test
	void aSignedTiffIsInsideWhereItsValuesAre() throws IOException {
		final Path file = signed(0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -1);
		assertArrayEquals(new boolean[] { false, false, true, false, false, false }, MaskFiles.read(file, GRID).plane(0));
		assertArrayEquals(new boolean[] { false, true, false, false, false, true }, MaskFiles.read(file, GRID).plane(1));
	}

	@Test
	void labelsAreRefusedWhereAMaskIsMeant() throws IOException {
		assertArrayEquals(new boolean[] { false, false, true, false, false, false }, MaskFiles.readBinary(signed(0, 0, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0), GRID).plane(0));
		final Path labels = signed(0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0);
		final String refused = assertThrows(PerfusionException.class, () -> MaskFiles.readBinary(labels, GRID)).getMessage();
		assertTrue(refused.contains("mask.tif is no mask: it holds 0, 1, 4 ..."), refused);
	}
}
