package org.perfusionj.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A picture of a report.
 *
 * @param image RGB
 * @param words what it shows, for those who cannot see it
 * @param caption below it
 */
public record ReportFigure(BufferedImage image, String words, String caption) {

	/** @return the same no wider than so many pixels */
	ReportFigure within(final int width) {
		return image.getWidth() <= width ? this : scaled((double) width / image.getWidth());
	}

	/** @return the same in another size, each pixel the mean of those that it covers */
	ReportFigure scaled(final double factor) {
		final int width = (int) Math.max(1, Math.round(image.getWidth() * factor));
		final int height = (int) Math.max(1, Math.round(image.getHeight() * factor));
		BufferedImage source = image;
		// bilinear sampling skips pixels where it shrinks by more than half
		while (source.getWidth() >= 2 * width && source.getHeight() >= 2 * height)
			source = drawn(source, source.getWidth() / 2, source.getHeight() / 2);
		return new ReportFigure(drawn(source, width, height), words, caption);
	}

	private static BufferedImage drawn(final BufferedImage source, final int width, final int height) {
		final BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = drawn.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		g.drawImage(source, 0, 0, width, height, null);
		g.dispose();
		return drawn;
	}
}
