package org.perfusionj.report;

import java.awt.Point;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;

import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.series.SpatialGrid;

/**
 * Shows the curves of the voxel under the cursor, of a clicked voxel, or the mean of an area selection, on any image of a result: maps, residue functions, local
 * AIFs, the series itself. A click on a map opens its window; once the user has closed that, only the menu opens it again ({@link #of}).
 * <p>
 * The images of the result know the explorer, and it knows the series: the series stays in memory as long as one of them is open. It lives on the event dispatch
 * thread.
 */
public final class CurveExplorer {

	/** Key under which {@link ij.ImagePlus#getProperty} gives the explorer. */
	private static final String PROPERTY = "perfusionj.explorer";

	private final VoxelExplorer model;
	private final List<ImagePlus> maps;
	private final List<ImagePlus> images;
	private final String title;
	private final Life life = new Life();
	private final Map<ImagePlus, Ear> ears = new IdentityHashMap<>();
	private ExplorerSession session;
	private boolean declined;

	/**
	 * Makes the images know the explorer; shows nothing.
	 *
	 * @param model computes the curves; closed with the last of the maps
	 * @param maps images of the result, with the voxels of its maps in every frame
	 * @param series open image of the series, if there is one
	 * @param title first part of the window's title ({@link WindowTitles})
	 */
	public CurveExplorer(final VoxelExplorer model, final List<ImagePlus> maps, final Optional<ImagePlus> series, final String title) {
		this.model = model;
		this.maps = new ArrayList<>(maps);
		this.images = new ArrayList<>(maps);
		series.ifPresent(images::add);
		this.title = title;
		maps.forEach(map -> map.setProperty(PROPERTY, this));
		ImagePlus.addImageListener(life);
		// those that are open already; the others are heard when they open
		SwingUtilities.invokeLater(() -> images.forEach(this::hear));
	}

	/** @return the explorer of the result that an image shows; empty if it shows none, or none that can be explored */
	public static Optional<CurveExplorer> of(final ImagePlus image) {
		return image.getProperty(PROPERTY) instanceof CurveExplorer explorer ? Optional.of(explorer) : Optional.empty();
	}

	/** @return its window, which is shown if it is not open */
	public ExplorerWindow open() {
		if (session == null) {
			session = new ExplorerSession(model, images, new ExplorerWindow(title), this::closed);
			session.window().setVisible(true);
		}
		return session.window();
	}

	/** @return its window, if it is open */
	public Optional<ExplorerWindow> window() {
		return Optional.ofNullable(session).map(ExplorerSession::window);
	}

	/** After the window was closed. */
	private void closed() {
		final ExplorerSession ended = session;
		session = null;
		declined = true;
		ended.end(maps.isEmpty() ? model::close : model::rest);
	}

	private boolean holds(final ImagePlus image) {
		final SpatialGrid grid = model.grid();
		return images.stream().anyMatch(one -> one == image) && image.getWidth() == grid.width() && image.getHeight() == grid.height() && image.getNSlices() == grid.slices();
	}

	/** Hears the mouse on an image, whose canvas may be another one than before. */
	private void hear(final ImagePlus image) {
		final ImageCanvas canvas = image.getCanvas();
		final Ear heard = ears.get(image);
		if (heard != null && heard.canvas == canvas) return;
		if (heard != null) ears.remove(image).remove();
		if (canvas != null) ears.put(image, new Ear(image, canvas));
	}

	/** Follows the images from their windows to their end. */
	private final class Life implements ImageListener {

		@Override
		public void imageOpened(final ImagePlus image) {
			imageUpdated(image);
		}

		@Override
		public void imageUpdated(final ImagePlus image) {
			if (!holds(image)) return;
			hear(image);
			if (session != null) session.moved(image);
		}

		@Override
		public void imageClosed(final ImagePlus image) {
			if (!images.remove(image)) return;
			final Ear heard = ears.remove(image);
			if (heard != null) heard.remove();
			if (session != null) session.forget(image);
			if (!maps.remove(image)) return;
			// ImageJ may still know a closed image
			image.setProperty(PROPERTY, null);
			if (maps.isEmpty()) end();
		}

		private void end() {
			ImagePlus.removeImageListener(this);
			ears.values().forEach(Ear::remove);
			ears.clear();
			images.clear();
			if (session == null) model.close();
			else session.window().dispose();
		}
	}

	/** Hears the mouse on one canvas. */
	private final class Ear extends MouseAdapter {

		private final ImagePlus image;
		private final ImageCanvas canvas;

		Ear(final ImagePlus image, final ImageCanvas canvas) {
			this.image = image;
			this.canvas = canvas;
			canvas.addMouseListener(this);
			canvas.addMouseMotionListener(this);
		}

		void remove() {
			canvas.removeMouseListener(this);
			canvas.removeMouseMotionListener(this);
		}

		@Override
		public void mouseMoved(final MouseEvent event) {
			if (session != null && holds(image)) session.pointed(image, at(event));
		}

		@Override
		public void mouseDragged(final MouseEvent event) {
			mouseMoved(event);
		}

		@Override
		public void mouseClicked(final MouseEvent event) {
			final int tool = Toolbar.getToolId();
			// these move the image
			if (tool == Toolbar.MAGNIFIER || tool == Toolbar.HAND || IJ.spaceBarDown() || !SwingUtilities.isLeftMouseButton(event) || !holds(image)) return;
			if (session != null) session.clicked(image, at(event));
			else if (!declined && maps.contains(image)) {
				open();
				session.pointed(image, at(event));
			}
		}

		private Point at(final MouseEvent event) {
			return new Point(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
		}
	}
}
