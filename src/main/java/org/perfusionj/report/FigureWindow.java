package org.perfusionj.report;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.List;

import javax.swing.JComponent;
import javax.swing.JTabbedPane;

/** A window with figures, one on each tab, drawn anew in the size of the window. It blocks nothing. */
public final class FigureWindow extends ListedWindow {

	private static final int WIDTH_PIXELS = 900;
	private static final int MOST_PIXELS = 760;

	/**
	 * Makes the window without showing it. Call it on the event dispatch thread.
	 *
	 * @param title of the window
	 * @param figures what it shows
	 * @throws java.awt.HeadlessException if there is no display
	 */
	public FigureWindow(final String title, final List<PanelFigure> figures) {
		super(title);
		final JTabbedPane tabs = new JTabbedPane();
		for (final PanelFigure figure : figures)
			tabs.addTab(figure.name().replace('_', ' '), new Page(figure));
		setContentPane(tabs);
		pack();
	}

	/** One figure. */
	private static final class Page extends JComponent {

		private final transient PanelFigure figure;

		Page(final PanelFigure figure) {
			this.figure = figure;
			setPreferredSize(new Dimension(WIDTH_PIXELS, (int) Math.min(MOST_PIXELS, WIDTH_PIXELS * figure.heightOverWidth())));
			setToolTipText(figure.title());
		}

		@Override
		protected void paintComponent(final Graphics g) {
			final Graphics2D copy = (Graphics2D) g.create();
			figure.draw(copy, getWidth(), getHeight());
			copy.dispose();
		}
	}
}
