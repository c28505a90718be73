package org.perfusionj.images;

import java.awt.Point;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.ReadOptions.PlaneOrder;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.PerfusionException;

/**
 * Translates ROIs into regions of a series and back. A ROI belongs to one slice (a multi-point ROI: each point to its own):
 * the slice of its hyperstack position, else the slice of its stack position, else the slice at which the image stands. The
 * frame at which it was drawn does not matter, since curves run over all frames. ROIs are never modified.
 */
public final class RoiRegions {

	private final SpatialGrid grid;
	private final StackOrder order;
	private final OptionalInt currentSlice;

	private RoiRegions(final SpatialGrid grid, final StackOrder order, final OptionalInt currentSlice) {
		this.grid = grid;
		this.order = order;
		this.currentSlice = currentSlice;
	}

	/**
	 * For ROIs from a file. A ROI without position is accepted only if the series has one slice.
	 *
	 * @param series what the ROIs were drawn on, or shown on as a hyperstack
	 */
	public static RoiRegions of(final PerfusionSeries series) {
		return new RoiRegions(series.grid(), new StackOrder(series.grid().slices(), series.frames(), PlaneOrder.SLICES_FIRST), OptionalInt.empty());
	}

	/**
	 * For ROIs drawn on an open image. A ROI without position belongs to the slice at which the image stands.
	 *
	 * @param image what the series was made from
	 * @param series the series that {@link HyperstackSeries} made from it
	 * @param options how it was made
	 */
	public static RoiRegions of(final ImagePlus image, final PerfusionSeries series, final ReadOptions options) {
		final StackOrder order = StackOrder.of(image, options);
		return new RoiRegions(series.grid(), order, OptionalInt.of(order.slice(image.getCurrentSlice())));
	}

	/**
	 * @param rois ROIs with names
	 * @return a region for each, in the same order
	 * @throws PerfusionException naming the ROI, if one is empty, lies outside the image, or has no slice
	 */
	public List<Region> regions(final List<Roi> rois) {
		return rois.stream().map(this::region).toList();
	}

	/**
	 * @param roi point, line or area
	 * @return its voxels; its name, or "selection" if it has none
	 * @throws PerfusionException naming the ROI, if it is empty, lies outside the image, or has no slice
	 */
	public Region region(final Roi roi) {
		final String name = roi.getName() == null || roi.getName().isBlank() ? "selection" : roi.getName();
		final Set<Voxel> voxels = new LinkedHashSet<>();
		if (roi instanceof PointRoi points) {
			final Point[] pixels = points.getContainedPoints();
			for (int i = 0; i < pixels.length; i++)
				voxels.add(voxel(pixels[i], pointSlice(points, i, name), name));
		}
		else {
			final int z = slice(roi, roi.getPosition(), name);
			// ImageJ changes the stroke width of a line while it lists its pixels: let it do so on a copy
			for (final Point pixel : (Roi) roi.clone())
				voxels.add(voxel(pixel, z, name));
		}
		if (voxels.isEmpty()) throw new PerfusionException("The ROI \"" + name + "\" holds no pixel. Draw it again, or delete it.");
		return new Region(name, new ArrayList<>(voxels));
	}

	/**
	 * @param roi point, line or area that {@link #region} accepts
	 * @return a copy that says on which slice it lies, so that it means the same in a file; points of several slices keep their own positions
	 */
	public Roi located(final Roi roi) {
		final List<Voxel> voxels = region(roi).voxels();
		final Roi copy = (Roi) roi.clone();
		final int z = voxels.get(0).z();
		if (voxels.stream().allMatch(voxel -> voxel.z() == z)) copy.setPosition(0, z + 1, 0);
		return copy;
	}

	/**
	 * @param region voxels of the grid
	 * @return one point ROI for each voxel, named "name 1", "name 2", ..., shown on the voxel's slice in every frame
	 */
	public static List<Roi> points(final Region region) {
		final List<Roi> rois = new ArrayList<>();
		for (final Voxel voxel : region.voxels()) {
			final PointRoi roi = new PointRoi(voxel.x(), voxel.y());
			// channel 0 and frame 0 stand for all of them
			roi.setPosition(0, voxel.z() + 1, 0);
			roi.setName(region.name() + " " + (rois.size() + 1));
			rois.add(roi);
		}
		return rois;
	}

	private Voxel voxel(final Point pixel, final int z, final String name) {
		if (pixel.x < 0 || pixel.y < 0 || pixel.x >= grid.width() || pixel.y >= grid.height()) throw new PerfusionException("The ROI \"" + name + "\" lies at least partly outside the image: it reaches x=" + pixel.x +
			", y=" + pixel.y + ", the image has " + grid.width() + " x " + grid.height() + " pixels. Move it inside, or delete it.");
		return new Voxel(pixel.x, pixel.y, z);
	}

	private int pointSlice(final PointRoi points, final int index, final String name) {
		return slice(points, points.getPointPosition(index), name);
	}

	/** @param position plane of the stack, from 1; 0 or below = not given */
	private int slice(final Roi roi, final int position, final String name) {
		if (roi.hasHyperStackPosition() && roi.getZPosition() > 0) {
			if (roi.getZPosition() > grid.slices()) throw outside(name, "slice " + roi.getZPosition(), grid.slices() + " slices");
			return roi.getZPosition() - 1;
		}
		if (position > 0) {
			if (position > order.slices() * order.frames()) throw outside(name, "plane " + position, order.slices() * order.frames() + " planes");
			return order.slice(position);
		}
		if (grid.slices() == 1) return 0;
		return currentSlice.orElseThrow(() -> new PerfusionException("The ROI \"" + name + "\" does not say on which of the " + grid.slices() +
			" slices it lies. Select it in the ROI Manager, go to its slice and press Update, or set it with More > Properties... > Position, and save the ROIs again."));
	}

	private static PerfusionException outside(final String name, final String where, final String size) {
		return new PerfusionException("The ROI \"" + name + "\" lies on " + where + ", the image has " + size + ". Move it to a slice of the image, or delete it.");
	}

	/** @return the indices of all voxels of the regions as flags [slice][voxel], for a mask */
	public static boolean[][] flags(final SpatialGrid grid, final List<Region> regions) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (final Region region : regions)
			for (final Voxel voxel : region.voxels())
				planes[voxel.z()][voxel.y() * grid.width() + voxel.x()] = true;
		return planes;
	}
}
