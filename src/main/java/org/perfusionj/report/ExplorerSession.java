package org.perfusionj.report;

import java.awt.Point;
import java.util.ArrayList;
import java.util.List;

import javax.swing.SwingUtilities;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.RoiListener;

import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** What there is of a curve explorer as long as its window is open. Used on the event dispatch thread; curves are computed on a thread of their own. */
final class ExplorerSession implements RoiListener {

	/** A selection of more voxels gives way to a newer one; smaller ones are quick. */
	private static final int QUICK_VOXELS = 256;

	/** @param outline the selection that the region is, or null for a voxel */
	record Target(Region region, Roi outline) {}

	/** @param plot null if there is a message */
	private record Answer(VoxelPlot plot, String message, Target target) {}

	private final VoxelExplorer model;
	private final List<ImagePlus> images;
	private final ExplorerWindow window;
	private final Parallel parallel = Parallel.allCores();
	private final NewestRequest<Target, Answer> requests = new NewestRequest<>("PerfusionJ curve explorer", this::answer, this::show);
	private final VoxelMarker marker = new VoxelMarker();
	/** Image and pixel of the last voxel; null before there is one. */
	private ImagePlus image;
	private Point pixel;
	private Target asked;

	/**
	 * @param model computes the curves
	 * @param images those that are open; the list may become shorter
	 * @param window shows the curves
	 * @param closed called when the window was closed
	 */
	ExplorerSession(final VoxelExplorer model, final List<ImagePlus> images, final ExplorerWindow window, final Runnable closed) {
		this.model = model;
		this.images = images;
		this.window = window;
		window.whenClosed(closed);
		Roi.addRoiListener(this);
	}

	/** @return the window that shows the curves */
	ExplorerWindow window() {
		return window;
	}

	/** The cursor is over a pixel. */
	void pointed(final ImagePlus over, final Point at) {
		if (window.follows() && isInside(at)) look(over, at);
	}

	/** A pixel was clicked: its curves stay. */
	void clicked(final ImagePlus on, final Point at) {
		if (!isInside(at)) return;
		if (!isArea(on.getRoi())) window.setFollows(false);
		look(on, at);
	}

	/** An image may show another slice. */
	void moved(final ImagePlus changed) {
		if (isArea(changed.getRoi()) || changed == image && window.follows()) look(changed, pixel);
	}

	/** An image was closed. */
	void forget(final ImagePlus closed) {
		marker.takeOff(closed);
		if (image == closed) image = null;
	}

	/** Called on any thread, and before a selection is gone. */
	@Override
	public void roiModified(final ImagePlus changed, final int change) {
		SwingUtilities.invokeLater(() -> {
			if (requests.isClosed() || images.stream().noneMatch(one -> one == changed)) return;
			if (change != DELETED && isArea(changed.getRoi())) look(changed, pixel);
			else if (change == DELETED && changed == image) ask(voxel(changed, pixel));
		});
	}

	/**
	 * Frees everything.
	 *
	 * @param last called when nothing is computed any more
	 */
	void end(final Runnable last) {
		Roi.removeRoiListener(this);
		marker.takeOff();
		requests.close(() -> {
			parallel.close();
			last.run();
		});
	}

	private boolean isInside(final Point at) {
		return at.x >= 0 && at.y >= 0 && at.x < model.grid().width() && at.y < model.grid().height();
	}

	/** Asks for the curves of an image's selection or, if it has none, of a voxel. */
	private void look(final ImagePlus at, final Point voxel) {
		final Roi selection = at.getRoi();
		if (isArea(selection)) {
			final List<Voxel> voxels = new ArrayList<>();
			for (final Point inside : selection.getContainedPoints())
				if (isInside(inside)) voxels.add(new Voxel(inside.x, inside.y, at.getZ() - 1));
			final String name = selection.getName();
			if (!voxels.isEmpty()) ask(new Target(new Region(name == null || name.isBlank() ? "selection" : name, voxels), (Roi) selection.clone()));
		}
		else ask(voxel(at, voxel));
		image = at;
		pixel = voxel;
	}

	private static Target voxel(final ImagePlus at, final Point pixel) {
		return pixel == null ? null : new Target(new Region("voxel", List.of(new Voxel(pixel.x, pixel.y, at.getZ() - 1))), null);
	}

	/** @return whether it is an area that is complete, or that can be seen while it is drawn */
	private static boolean isArea(final Roi selection) {
		return selection != null && selection.isArea() && (selection.getState() != Roi.CONSTRUCTING || selection.getType() == Roi.RECTANGLE || selection.getType() == Roi.OVAL);
	}

	private void ask(final Target target) {
		if (target == null || asked != null && asked.region.equals(target.region)) return;
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
			final PerfusionResult result = model.result();
			return new Answer(new VoxelPlot(result.title() + ", " + model.method(), result.concentration().series().signal().concentrationUnit(), result.aif().curve(), model.curves(target.region, parallel, monitor)), null, target);
		}
		catch (final PerfusionException unusable) {
			return new Answer(null, unusable.getMessage(), target);
		}
		catch (final OutOfMemoryError full) {
			return new Answer(null, "Out of memory. Close images, or allow more under Edit > Options > Memory & Threads.", target);
		}
	}

	private void show(final Answer answer) {
		marker.takeOff();
		if (answer.plot == null) {
			window.say(answer.message);
			return;
		}
		window.show(answer.plot);
		final Voxel first = answer.target.region.voxels().get(0);
		if (answer.target.outline == null) marker.mark(images, first);
		else marker.mark(images.stream().filter(one -> one.getRoi() == null).toList(), answer.target.outline, first.z());
	}
}
