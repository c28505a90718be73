package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.Region;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;

class CaseFigureTest {

	private static BufferedImage figure(final PerfusionResult result) {
		return new CaseFigure(result, MapSummary.of(result), "1.2.3").image();
	}

	static Stream<Arguments> shapes() {
		return Stream.of(shape("eight slices", made -> made.orientation = made.dicomAxial()), shape("one slice", made -> made.slices = 1), shape("one slice, every map", made -> {
			made.slices = 1;
			made.maps = EnumSet.allOf(PerfusionMap.class);
		}), shape("sixteen slices, long texts", made -> {
			made.slices = 16;
			made.title = "title ".repeat(80) + "x".repeat(900);
			for (int i = 0; i < 40; i++)
				made.warnings.add(("warning " + i + " ").repeat(60));
		}), shape("three hundred and twenty slices", made -> {
			made.slices = 320;
			made.width = 24;
			made.height = 24;
		}), shape("tiny", made -> {
			made.slices = 2;
			made.width = 8;
			made.height = 8;
			made.title = "";
		}), shape("one voxel wide", made -> {
			made.width = 1;
			made.height = 40;
		}), shape("flat voxels", made -> {
			made.height = 12;
			made.spacingY = 0.1;
		}), shape("one map, concentration, many regions", made -> {
			made.signal = SignalType.CONCENTRATION;
			made.maps = EnumSet.of(PerfusionMap.CBF);
			made.vof = false;
			for (int i = 0; i < 30; i++)
				made.regions.add(new Region("a region with quite a long name " + i, List.of(new Voxel(40 + i, 40, 4), new Voxel(500, 500, 4))));
		}));
	}

	private static Arguments shape(final String name, final Consumer<SyntheticCase> change) {
		return Arguments.of(name, change);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("shapes")
	void everyShapeOfCaseGivesAPageOfReasonableSize(final String name, final Consumer<SyntheticCase> change) {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		change.accept(made);

		// EXECUTE
		final BufferedImage image = figure(made.build());

		// VERIFY: page size, white margins that no text or picture reaches, something on it
		assertTrue(image.getWidth() >= 1600 && image.getWidth() <= 2400, name + " is " + image.getWidth() + " wide");
		assertTrue(image.getHeight() >= 700 && image.getHeight() <= 3600, name + " is " + image.getHeight() + " high");
		final int[] pixels = pixels(image);
		int drawn = 0;
		for (int i = 0; i < pixels.length; i++) {
			if (pixels[i] == 0xffffffff) continue;
			drawn++;
			final int x = i % image.getWidth();
			if (x < 40 || x >= image.getWidth() - 40) fail("something lies in the margin at " + x + ", " + i / image.getWidth());
		}
		assertTrue(drawn > 0.05 * image.getWidth() * image.getHeight(), name + " has " + drawn + " drawn pixels");
	}

	@Test
	void everyMapHasAColourBarWithAllItsColours() {
		// SETUP: maps without values, so that colours come from the bars alone
		final SpatialGrid grid = new SpatialGrid(64, 64, 4, 2, 2, 5, Orientation.NONE);
		final boolean[][] in = new boolean[4][grid.planeSize()];
		in[0][2000] = true;
		in[3][2000] = true;
		final PerfusionResult result = SyntheticCase.ofMaps(grid, new Mask(grid, in), Map.of(PerfusionMap.CBF, new Volume(grid), PerfusionMap.RCBF, new Volume(grid)), List.of(), List.of());

		// EXECUTE
		final BufferedImage image = figure(result);

		// VERIFY
		for (final ColorMap colors : new ColorMap[] { ColorMap.FLOW, ColorMap.of(PerfusionMap.RCBF), ColorMap.GREY })
			for (final int index : new int[] { 40, 100, 200, 250 })
				assertTrue(hasNear(image, colors.rgb(index)), colors + " " + index);
	}

	private static boolean hasNear(final BufferedImage image, final int wanted) {
		int count = 0;
		for (final int rgb : pixels(image)) {
			int difference = 0;
			for (int shift = 0; shift <= 16; shift += 8)
				difference = Math.max(difference, Math.abs((rgb >> shift & 0xff) - (wanted >> shift & 0xff)));
			if (difference <= 6) count++;
		}
		// as wide as a bar
		return count >= 20;
	}

	@Test
	void lesionOfThePatientsLeftIsOnTheRightOfThePictureHoweverItIsStored() {
		// SETUP: the lesion lies at high x. Stored as DICOM (x to the left) it is on the patient's left; stored with x to the right, on
		// the right
		final SyntheticCase made = new SyntheticCase();
		made.slices = 1;
		made.maps = EnumSet.of(PerfusionMap.TMAX);
		made.orientation = made.dicomAxial();
		final double leftward = meanRedColumn(figure(made.build()));
		final double[] affine = made.orientation.affine();
		affine[0] = -affine[0];
		affine[3] = -affine[3];
		made.orientation = Orientation.scanner(affine);
		final double rightward = meanRedColumn(figure(made.build()));

		// VERIFY
		assertTrue(leftward > rightward + 50, leftward + " against " + rightward);
	}

	/** @return mean column of orange and red pixels left of the colour bar of the second picture of a row of three */
	private static double meanRedColumn(final BufferedImage image) {
		double sum = 0;
		int count = 0;
		for (int y = 200; y < image.getHeight() - 300; y++)
			for (int x = 488; x < 770; x++) {
				final int rgb = image.getRGB(x, y);
				if ((rgb >> 16 & 0xff) < 220 || (rgb & 0xff) > 60) continue;
				sum += x;
				count++;
			}
		assertTrue(count > 100, "no lesion found");
		return sum / count;
	}

	@Test
	void drawingChangesNoMap() {
		// SETUP
		final PerfusionResult result = new SyntheticCase().build();
		final float[] before = result.maps().get(PerfusionMap.MTT).orElseThrow().plane(3).clone();

		// EXECUTE
		figure(result);

		// VERIFY
		assertArrayEquals(before, result.maps().get(PerfusionMap.MTT).orElseThrow().plane(3));
	}

	@Test
	void sameCaseGivesTheSamePixels() {
		final SyntheticCase made = new SyntheticCase();
		assertArrayEquals(pixels(figure(made.build())), pixels(figure(made.build())));
	}

	private static int[] pixels(final BufferedImage image) {
		return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
	}

	@Test
	void writesAPngAndNamesAFileThatCannotBeWritten(@TempDir final Path folder) throws IOException {
		// SETUP
		final PerfusionResult result = new SyntheticCase().build();
		final CaseFigure figure = new CaseFigure(result, MapSummary.of(result), "1.2.3");

		// EXECUTE
		figure.write(folder.resolve("figure.png"));

		// VERIFY
		final BufferedImage read = ImageIO.read(folder.resolve("figure.png").toFile());
		assertEquals(figure.image().getWidth(), read.getWidth());
		assertTrue(Files.size(folder.resolve("figure.png")) < 4_000_000);
		final IOException thrown = assertThrows(IOException.class, () -> figure.write(folder.resolve("missing").resolve("figure.png")));
		assertTrue(thrown.getMessage().startsWith("Cannot write "), thrown.getMessage());
	}
}
