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
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.gui.Toolbar;

import org.perfusionj.pipeline.VoxelCurves;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.series.Region;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Shows the curves of the voxel under the cursor, of a clicked voxel, or the mean of an area selection, on any image of a result: maps, residue functions, local
 * AIFs, the series itself. Its window closes with the last of the maps, from which it can also be opened again ({@link #of}).
 * <p>
 * The images of the result know the explorer, and it knows the series: the series stays in memory as long as one of them is open. Used on the event dispatch
 * thread; curves are computed on a thread of their own.
 */
public final class CurveExplorer {

	/** Key under which {@link ij.ImagePlus#getProperty} gives the explorer. */
	private static final String PROPERTY = "perfusionj.explorer";

	/** A selection of more voxels gives way to a newer one; smaller ones are quick. */
	private static final int QUICK_VOXELS = 256;

	private final VoxelExplorer model;
	private final List<ImagePlus> maps;
	private final List<ImagePlus> images;
	private final String title;
	private Session session;

	/**
	 * Makes the images know the explorer; shows nothing.
	 *
	 * @param model computes the curves
	 * @param maps images of the result, with the voxels of its maps in every frame
	 * @param series open image of the series, if there is one
	 * @param title first part of the window's title ({@link WindowTitles})
	 */
	public CurveExplorer(final VoxelExplorer model, final List<ImagePlus> maps, final Optional<ImagePlus> series, final String title) {
		this.model = model;
		this.maps = List.copyOf(maps);
		this.images = new ArrayList<>(maps);
		series.ifPresent(images::add);
		this.title = title;
		maps.forEach(map -> map.setProperty(PROPERTY, this));
	}

	/** @return the explorer of the result that an image shows; empty if it shows none, or none that can be explored */
	public static Optional<CurveExplorer> of(final ImagePlus image) {
		return image.getProperty(PROPERTY) instanceof CurveExplorer explorer ? Optional.of(explorer) : Optional.empty();
	}

	/** @return its window, which is made without being shown if it is not open */
	public ExplorerWindow window() {
		if (session == null) session = new Session();
		return session.window;
	}

	private boolean holds(final ImagePlus image) {
		final SpatialGrid grid = model.grid();
		return images.stream().anyMatch(one -> one == image) && image.getWidth() == grid.width() && image.getHeight() == grid.height() && image.getNSlices() == grid.slices();
	}

	/** What there is as long as the window is open. */
	private final class Session implements ImageListener, RoiListener {

		/** @param outline the selection that the region is, or null for a voxel */
		private record Target(Region region, Roi outline) {}

		/** @param plot null if there is a message */
		private record Answer(VoxelPlot plot, String message, Target target) {}

		private final ExplorerWindow window = new ExplorerWindow(title);
		private final Parallel parallel = Parallel.allCores();
		private final NewestRequest<Target, Answer> requests = new NewestRequest<>("PerfusionJ curve explorer", this::answer, this::show);
		private final Map<ImagePlus, Ear> ears = new IdentityHashMap<>();
		private final VoxelMarker marker = new VoxelMarker();
		/** Image and pixel of the last voxel; null before there is one. */
		private ImagePlus pointed;
		private Point pixel;
		private Target asked;

		Session() {
			window.whenClosed(this::end);
			ImagePlus.addImageListener(this);
			Roi.addRoiListener(this);
			images.forEach(this::hear);
		}

		/** Hears the mouse on an image, whose canvas may be another one than before. */
		private void hear(final ImagePlus image) {
			final ImageCanvas canvas = image.getCanvas();
			final Ear heard = ears.get(image);
			if (heard != null && heard.canvas == canvas) return;
			if (heard != null) ears.remove(image).remove();
			if (canvas != null) ears.put(image, new Ear(image, canvas));
		}

		private void point(final ImagePlus image, final Point at) {
			if (!holds(image)) return;
			if (at.x < 0 || at.y < 0 || at.x >= image.getWidth() || at.y >= image.getHeight()) return;
			pointed = image;
			pixel = at;
			look(image);
		}

		/** Asks for the curves of an image's selection or, if it has none, of the voxel to which the cursor points in it. */
		private void look(final ImagePlus image) {
			final int z = image.getZ() - 1;
			final Roi selection = image.getRoi();
			if (isArea(selection)) {
				final List<Voxel> voxels = new ArrayList<>();
				for (final Point inside : selection.getContainedPoints()) {
					final Voxel voxel = new Voxel(inside.x, inside.y, z);
					if (model.grid().contains(voxel)) voxels.add(voxel);
				}
				final String name = selection.getName();
				if (!voxels.isEmpty()) ask(new Target(new Region(name == null || name.isBlank() ? "selection" : name, voxels), (Roi) selection.clone()));
			}
			else if (image == pointed) ask(new Target(new Region("voxel", List.of(new Voxel(pixel.x, pixel.y, z))), null));
		}

		/** @return whether it is an area that is complete, or that can be seen while it is drawn */
		private boolean isArea(final Roi selection) {
			return selection != null && selection.isArea() && (selection.getState() != Roi.CONSTRUCTING || selection.getType() == Roi.RECTANGLE || selection.getType() == Roi.OVAL);
		}

		private void ask(final Target target) {
			if (asked != null && asked.region.equals(target.region)) return;
			asked = target;
			requests.ask(target);
		}

		private Answer answer(final Target target) {
			final WorkMonitor monitor = new WorkMonitor() {

				@Override
				public void progress(final double fraction, final String message) {
					// one voxel takes no time
				}

				@Override
				public void log(final String message) {
					// said when the maps were made
				}

				@Override
				public boolean isCancelled() {
					return requests.isClosed() || target.region.voxels().size() > QUICK_VOXELS && requests.isWaiting();
				}
			};
			try {
				final VoxelCurves curves = model.curves(target.region, parallel, monitor);
				return new Answer(new VoxelPlot(model.result().title() + ", " + model.method(), model.result().concentration().series().signal().concentrationUnit(), model.result().aif().curve(), curves), null, target);
			}
			catch (final PerfusionException unusable) {
				return new Answer(null, unusable.getMessage(), target);
			}
			catch (final IllegalArgumentException | IllegalStateException | NullPointerException | IndexOutOfBoundsException gone) {
				// a series that ImageJ loads plane by plane can be gone with its window
				return new Answer(null, "The series cannot be read any more. Keep it open, or make the maps again.", target);
			}
		}

		private void show(final Answer answer) {
			if (answer.plot == null) {
				window.say(answer.message);
				marker.takeOff();
				return;
			}
			window.show(answer.plot);
			final List<ImagePlus> marked = images.stream().filter(image -> holds(image) && (answer.target.outline == null || image.getRoi() == null)).toList();
			if (answer.target.outline == null) marker.mark(marked, answer.target.region.voxels().get(0));
			else {
				marker.takeOff();
				marker.mark(marked, answer.target.outline, answer.target.region.voxels().get(0).z());
			}
		}

		@Override
		public void imageOpened(final ImagePlus image) {
			imageUpdated(image);
		}

		@Override
		public void imageUpdated(final ImagePlus image) {
			if (!holds(image)) return;
			hear(image);
			// another slice
			if (isArea(image.getRoi()) || image == pointed && window.follows()) look(image);
		}

		@Override
		public void imageClosed(final ImagePlus image) {
			if (images.stream().noneMatch(one -> one == image)) return;
			final Ear heard = ears.remove(image);
			if (heard != null) heard.remove();
			marker.takeOff(image);
			image.setProperty(PROPERTY, null);
			if (pointed == image) pointed = null;
			if (ears.keySet().stream().noneMatch(maps::contains)) window.dispose();
		}

		/** Called on any thread, and before a selection is gone. */
		@Override
		public void roiModified(final ImagePlus image, final int change) {
			if (image != null) SwingUtilities.invokeLater(() -> {
				if (!requests.isClosed() && holds(image) && (isArea(image.getRoi()) || image == pointed && change == DELETED)) look(image);
			});
		}

		private void end() {
			session = null;
			ImagePlus.removeImageListener(this);
			Roi.removeRoiListener(this);
			ears.values().forEach(Ear::remove);
			ears.clear();
			marker.takeOff();
			requests.close();
			parallel.close();
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
				if (window.follows()) point(image, at(event));
			}

			@Override
			public void mouseDragged(final MouseEvent event) {
				mouseMoved(event);
			}

			@Override
			public void mouseClicked(final MouseEvent event) {
				final int tool = Toolbar.getToolId();
				// these move the image
				if (tool == Toolbar.MAGNIFIER || tool == Toolbar.HAND || IJ.spaceBarDown() || !SwingUtilities.isLeftMouseButton(event)) return;
				if (holds(image) && !isArea(image.getRoi())) window.setFollows(false);
				point(image, at(event));
			}

			private Point at(final MouseEvent event) {
				return new Point(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
			}
		}
	}
}
