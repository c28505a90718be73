package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;

class LesionFigureTest {

	private static BufferedImage figure(final Segmentation segmentation) {
		return new LesionFigure(segmentation, LesionCases.numbers(segmentation), "1.2.3").image();
	}

	private static Segmentation made(final Consumer<SyntheticCase> change) {
		final SyntheticCase made = new SyntheticCase();
		change.accept(made);
		return LesionCases.of(made.build());
	}

	private static Segmentation with(final Segmentation s, final Optional<Mask> core, final Mask lesion, final List<String> warnings) {
		return LesionCases.of(s.example(), core, lesion, lesion.count() == 0 ? AffectedSide.NONE : s.side(), warnings);
	}

	private static Mask none(final Segmentation s) {
		return s.lesion().minus(s.lesion());
	}

	private static Segmentation withoutImage(final Segmentation s) {
		final LesionMaps m = s.example().maps();
		final LesionMaps maps = new LesionMaps(m.name(), "", m.signal(), m.brain(), m.maps(), Optional.empty(), m.vessels(), m.csf());
		return LesionCases.of(new LesionCase(maps, s.example().tissue(), s.example().plane()), s.core(), s.lesion(), s.side(), List.of());
	}

	static Stream<Arguments> shapes() {
		final Segmentation plain = made(made -> made.orientation = made.dicomAxial());
		return Stream.of(Arguments.of("eight slices", plain), Arguments.of("one slice", made(made -> made.slices = 1)), Arguments.of("no image", withoutImage(plain)), Arguments.of("one slice, no image", withoutImage(made(made -> made.slices = 1))), Arguments
			.of("no lesion", with(plain, Optional.of(none(plain)), none(plain), List.of("There is no lesion."))), Arguments.of("no core", with(plain, Optional.of(none(plain)), plain.lesion(), List.of())), Arguments.of("a rule without core", with(
				plain, Optional.empty(), plain.lesion(), List.of())), Arguments.of("many warnings, long texts", with(made(made -> made.title = "title ".repeat(80) + "x".repeat(900)), plain.core(), plain.lesion(), Stream.iterate("warning", w -> w +
					" warning").limit(40).toList())), Arguments.of("every map", made(made -> made.maps = EnumSet.allOf(PerfusionMap.class))), Arguments.of("MR, two slices", made(made -> {
						made.slices = 2;
						made.signal = SignalType.MR;
					})), Arguments.of("three hundred slices", made(made -> {
						made.slices = 300;
						made.width = 24;
						made.height = 24;
					})), Arguments.of("tiny", made(made -> {
						made.slices = 2;
						made.width = 8;
						made.height = 8;
						made.title = "";
					})));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("shapes")
	void everyShapeOfCaseGivesAPageOfReasonableSize(final String name, final Segmentation segmentation) {
		// EXECUTE
		final BufferedImage image = figure(segmentation);

		// VERIFY: white margins that no text or picture reaches
		assertTrue(image.getWidth() >= 900 && image.getWidth() <= 2200, name + " is " + image.getWidth() + " wide");
		assertTrue(image.getHeight() >= 700 && image.getHeight() <= 3600, name + " is " + image.getHeight() + " high");
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				if ((x < 40 || x >= image.getWidth() - 40 || y < 40 || y >= image.getHeight() - 40) && image.getRGB(x, y) != 0xffffffff) fail(name + ": something lies in the margin at " + x + ", " + y);
	}

	@Test
	void pagesWithoutNumbersAreDrawn() {
		final BufferedImage image = new LesionFigure(LesionCases.sample(), new LesionNumbers(List.of()), "1.2.3").image();
		assertTrue(count(image, LesionColors.CORE) > 100);
	}

	@Test
	void lesionOfThePatientsLeftIsOnTheRightOfThePicturesHoweverItIsStored() {
		// SETUP: the lesion lies at high x: left of the patient as DICOM stores it, right if x goes to the right
		final double[] affine = LesionCases.sample().example().maps().grid().orientation().affine();
		affine[0] = -affine[0];
		affine[3] = -affine[3];
		final Segmentation left = made(made -> {
			made.slices = 1;
			made.orientation = made.dicomAxial();
		});
		final Segmentation right = made(made -> {
			made.slices = 1;
			made.orientation = Orientation.scanner(affine);
		});

		// VERIFY: in the first picture of a row of three, image and lesion
		assertTrue(meanColumn(figure(left)) > meanColumn(figure(right)) + 50);
	}

	/** @return mean column of the core's outlines in the pictures */
	private static double meanColumn(final BufferedImage image) {
		double sum = 0;
		int count = 0;
		for (int y = 160; y < 560; y++)
			for (int x = 48; x < 1500; x++) {
				if ((image.getRGB(x, y) & 0xffffff) != (LesionColors.CORE.getRGB() & 0xffffff)) continue;
				sum += x;
				count++;
			}
		assertTrue(count > 50, "no core found");
		return sum / count;
	}

	@Test
	void aRuleWithoutCoreShowsNone() {
		final Segmentation s = LesionCases.sample();
		assertTrue(count(figure(s), LesionColors.CORE) > 500);
		assertEquals(0, count(figure(with(s, Optional.empty(), s.lesion(), List.of())), LesionColors.CORE));
	}

	private static int count(final BufferedImage image, final Color color) {
		int count = 0;
		for (final int rgb : pixels(image))
			if ((rgb & 0xffffff) == (color.getRGB() & 0xffffff)) count++;
		return count;
	}

	@Test
	void drawingChangesNoVolumeAndTheSameCaseGivesTheSamePixels() {
		// SETUP
		final Segmentation segmentation = LesionCases.sample();
		final Map<PerfusionMap, Volume> maps = segmentation.example().maps().maps();
		final float[] before = maps.get(PerfusionMap.TMAX).plane(3).clone();
		final boolean[] core = segmentation.core().orElseThrow().plane(3).clone();

		// EXECUTE
		final int[] first = pixels(figure(segmentation));

		// VERIFY
		assertArrayEquals(before, maps.get(PerfusionMap.TMAX).plane(3));
		assertArrayEquals(core, segmentation.core().orElseThrow().plane(3));
		assertArrayEquals(first, pixels(figure(segmentation)));
	}

	private static int[] pixels(final BufferedImage image) {
		return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
	}
}
