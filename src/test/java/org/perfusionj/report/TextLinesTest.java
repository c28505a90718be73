package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.List;

import org.junit.jupiter.api.Test;

class TextLinesTest {

	private static final FontMetrics METRICS = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 20));

	@Test
	void wrapsAtSpacesAndLosesNothing() {
		final String text = "The VOF is cut off: it ends at 27 % of its peak, so its area is too small.";
		final List<String> lines = TextLines.wrap(text, METRICS, 200);
		assertEquals(text, String.join(" ", lines));
		assertTrue(lines.size() > 2);
		lines.forEach(line -> assertTrue(METRICS.stringWidth(line) <= 200, line));
	}

	@Test
	void breaksWordsThatAreTooLong() {
		final String word = "x".repeat(500);
		final List<String> lines = TextLines.wrap(word, METRICS, 150);
		assertEquals(word, String.join("", lines));
		lines.forEach(line -> assertTrue(METRICS.stringWidth(line) <= 150, line));
	}

	@Test
	void shortensTheLastLineWhenThereAreTooMany() {
		final List<String> lines = TextLines.wrap("one two three ".repeat(50), METRICS, 200, 2);
		assertEquals(2, lines.size());
		assertTrue(lines.get(1).endsWith("\u2026"));
		assertTrue(METRICS.stringWidth(lines.get(1)) <= 200);
	}

	@Test
	void emptyTextHasNoLines() {
		assertEquals(List.of(), TextLines.wrap("  ", METRICS, 200));
	}
}
