package org.perfusionj.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A part of a page whose width is settled. */
interface FigureBlock {

	/** White around the page, pixels. */
	int MARGIN = 48;

	/** White between blocks, pixels. */
	int GAP = 34;

	/** @return pixels */
	int height();

	/** Draws it with its upper left corner at x and y. */
	void draw(Graphics2D g, int x, int y);

	/** @return a page of this block with white margins, RGB */
	default BufferedImage page(final int pageWidth) {
		final BufferedImage image = new BufferedImage(pageWidth, height() + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = FigureStyle.graphics(image);
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, image.getWidth(), image.getHeight());
		draw(g, MARGIN, MARGIN);
		g.dispose();
		return image;
	}

	/** Blocks below each other. */
	record Stack(List<FigureBlock> blocks) implements FigureBlock {

		@Override
		public int height() {
			return blocks.stream().mapToInt(FigureBlock::height).sum() + (blocks.size() - 1) * GAP;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			int top = y;
			for (final FigureBlock block : blocks) {
				block.draw(g, x, top);
				top += block.height() + GAP;
			}
		}
	}

	/** Two blocks side by side. */
	record Beside(FigureBlock first, int offset, FigureBlock second) implements FigureBlock {

		@Override
		public int height() {
			return Math.max(first.height(), second.height());
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			first.draw(g, x, y);
			second.draw(g, x + offset, y);
		}
	}
}
