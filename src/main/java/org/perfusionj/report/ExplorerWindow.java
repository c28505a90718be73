package org.perfusionj.report;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;

import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.gui.GUI;
import ij.io.SaveDialog;

import org.jfree.chart.ChartPanel;

/**
 * The window of the curve explorer: the curves of one voxel or region, its numbers, and whether it follows the cursor. It blocks nothing. All methods but {@link #dispose}
 * are called on the event dispatch thread.
 */
public final class ExplorerWindow extends ListedWindow {

	private static final Dimension TIME_SIZE = new Dimension(540, 360);
	private static final Dimension LAG_SIZE = new Dimension(390, 360);

	private final String title;
	private final JLabel place = new JLabel(" ");
	private final JLabel numbers = new JLabel(" ");
	private final ChartPanel overTime = panel(TIME_SIZE);
	private final ChartPanel overLag = panel(LAG_SIZE);
	private final JCheckBox follow = new JCheckBox("Follow cursor (F)", true);
	private final JButton table = new JButton("Curves as table");
	private final JButton picture = new JButton("Save PNG...");
	private VoxelPlot shown;
	private Runnable closed = () -> {};

	/**
	 * Makes the window without showing it.
	 *
	 * @param title first part of the window's title ({@link WindowTitles})
	 * @throws java.awt.HeadlessException if there is no display
	 */
	ExplorerWindow(final String title) {
		super(WindowTitles.explorer(title));
		this.title = title;
		final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, (int) CurvePlot.WINDOW_TEXT);
		place.setFont(font.deriveFont(Font.BOLD));
		numbers.setFont(font);
		final JPanel head = new JPanel(new BorderLayout(0, 2));
		head.setBackground(Color.WHITE);
		head.setBorder(BorderFactory.createEmptyBorder(8, 12, 4, 12));
		head.add(place, BorderLayout.NORTH);
		head.add(numbers, BorderLayout.SOUTH);
		final JPanel content = new JPanel(new BorderLayout());
		content.add(head, BorderLayout.NORTH);
		content.add(plots(), BorderLayout.CENTER);
		content.add(controls(), BorderLayout.SOUTH);
		setContentPane(content);
		getRootPane().getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(KeyStroke.getKeyStroke(KeyEvent.VK_F, 0), "follow");
		getRootPane().getActionMap().put("follow", new AbstractAction() {

			@Override
			public void actionPerformed(final ActionEvent pressed) {
				follow.setSelected(!follow.isSelected());
			}
		});
		say("Move the cursor over a map, or draw a selection on one.");
		pack();
		// maps lie in the upper rows of the screen
		final Rectangle screen = GUI.getMaxWindowBounds((Component) IJ.getInstance());
		setSize(Math.min(getWidth(), screen.width), Math.min(getHeight(), screen.height));
		setLocation(screen.x + screen.width - getWidth(), screen.y + screen.height - getHeight());
		// the map that was clicked stays the active window
		setAutoRequestFocus(false);
	}

	private static ChartPanel panel(final Dimension size) {
		final ChartPanel panel = new ChartPanel(null);
		panel.setPreferredSize(size);
		// drawn at the size of the panel: JFreeChart otherwise stretches a chart drawn at its limits
		panel.setMinimumDrawWidth(200);
		panel.setMinimumDrawHeight(150);
		panel.setMaximumDrawWidth(10_000);
		panel.setMaximumDrawHeight(10_000);
		panel.setBackground(Color.WHITE);
		return panel;
	}

	private JPanel plots() {
		final JPanel plots = new JPanel(new GridBagLayout());
		plots.setBackground(Color.WHITE);
		// sizes by weight alone: what the plots prefer must not count
		overTime.setPreferredSize(new Dimension(1, TIME_SIZE.height));
		overLag.setPreferredSize(new Dimension(1, LAG_SIZE.height));
		final GridBagConstraints cell = new GridBagConstraints();
		cell.fill = GridBagConstraints.BOTH;
		cell.weighty = 1;
		cell.weightx = VoxelPlot.TIME_PART;
		plots.add(overTime, cell);
		cell.weightx = 1 - VoxelPlot.TIME_PART;
		plots.add(overLag, cell);
		plots.setPreferredSize(new Dimension(TIME_SIZE.width + LAG_SIZE.width, TIME_SIZE.height));
		return plots;
	}

	private JPanel controls() {
		follow.setToolTipText("Off: the curves are those of the voxel that was clicked last. A click on a map turns it off.");
		table.setToolTipText("Shows the curves as numbers, to be saved as CSV.");
		table.addActionListener(pressed -> shown.table().show(WindowTitles.explorer(title) + ", " + shown.place()));
		picture.setToolTipText("Saves plots and numbers as a picture.");
		picture.addActionListener(pressed -> save());
		final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 8, 2));
		buttons.add(follow);
		buttons.add(table);
		buttons.add(picture);
		final JLabel warning = new JLabel("Research use only");
		warning.setForeground(Color.GRAY);
		warning.setBorder(BorderFactory.createEmptyBorder(0, 0, 0, 12));
		final JPanel controls = new JPanel(new BorderLayout());
		controls.add(buttons, BorderLayout.CENTER);
		controls.add(warning, BorderLayout.EAST);
		return controls;
	}

	private void save() {
		final SaveDialog dialog = new SaveDialog("Save curves as PNG", WindowTitles.explorer(title) + ", " + shown.place(), ".png");
		if (dialog.getFileName() == null) return;
		try {
			shown.write(Path.of(dialog.getDirectory(), dialog.getFileName()));
		}
		catch (final IOException unwritable) {
			IJ.error("PerfusionJ", unwritable.getMessage());
		}
	}

	/** @return what is shown; empty before the first voxel and after a message */
	public Optional<VoxelPlot> shown() {
		return Optional.ofNullable(shown);
	}

	/** @return whether the curves are those of the voxel under the cursor */
	public boolean follows() {
		return follow.isSelected();
	}

	/** Chooses whether the curves are those of the voxel under the cursor, or stay. */
	public void setFollows(final boolean follows) {
		follow.setSelected(follows);
	}

	/** Shows curves in place of what was shown before. */
	void show(final VoxelPlot plot) {
		shown = plot;
		place.setText(plot.title() + ", " + plot.place());
		numbers.setText(plot.numbers());
		overTime.setChart(plot.overTime(CurvePlot.WINDOW_TEXT));
		overLag.setChart(plot.overLag(CurvePlot.WINDOW_TEXT).orElse(null));
		table.setEnabled(true);
		picture.setEnabled(true);
	}

	/** Shows a text in place of curves. */
	void say(final String message) {
		shown = null;
		place.setText(message);
		numbers.setText(" ");
		overTime.setChart(null);
		overLag.setChart(null);
		table.setEnabled(false);
		picture.setEnabled(false);
	}

	/** @param action called once when the window closes */
	void whenClosed(final Runnable action) {
		closed = action;
	}

	/** Closes the window. Called on any thread. */
	@Override
	public void dispose() {
		if (SwingUtilities.isEventDispatchThread()) {
			close();
			return;
		}
		// not directly: if the last map goes meanwhile, and the window with it, AWT would wait for ever
		try {
			SwingUtilities.invokeAndWait(this::close);
		}
		catch (final InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			SwingUtilities.invokeLater(this::close);
		}
		catch (final InvocationTargetException failed) {
			throw new IllegalStateException(failed.getCause());
		}
	}

	private void close() {
		super.dispose();
		final Runnable action = closed;
		// somebody may still know a closed window: it must not hold what it showed
		closed = () -> {};
		shown = null;
		action.run();
	}
}
