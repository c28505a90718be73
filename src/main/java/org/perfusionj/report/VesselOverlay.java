package org.perfusionj.report;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;

import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/**
 * The voxels that make up the curves as transparent colours over an image of the vessels: those of the strongest half of a curve dense, the others up to 95 %
 * of it thin. Two steps instead of a gradient survive saving in a TIFF file and can be told apart on white vessels.
 */
final class VesselOverlay {

	private static final double DENSE = 0.75;
	private static final double THIN = 0.4;
	/** Room between a ring and what it surrounds, fraction of the image. */
	private static final double RING = 0.012;

	private final VesselResult result;
	private final WorkMonitor monitor;

	/** @param monitor asked for cancellation */
	VesselOverlay(final VesselResult result, final WorkMonitor monitor) {
		this.result = result;
		this.monitor = monitor;
	}

	/** @return a new overlay with a legend, not selectable */
	Overlay overlay() {
		final List<Category> legend = new ArrayList<>();
		for (final FoundVessel found : result.vessels()) {
			final int rgb = VesselColors.onImage(found.vessel()).getRGB() & 0xffffff;
			if (found.hasVoxels()) legend.add(new Category(legend.size() + 1, found.vessel() + (found.isUsable() ? "" : ", unusable"), rgb));
		}
		final Overlay legendOverlay = legend.isEmpty() ? null : new LegendOverlay(result.concentration().mask(), legend).overlay();
		final Overlay overlay = legendOverlay == null ? new Overlay() : legendOverlay;
		for (final FoundVessel found : result.vessels()) {
			if (!found.hasVoxels()) continue;
			final ContributingVoxels shown = new ContributingVoxels(found.probability(), ContributingVoxels.SHOWN, monitor);
			final ContributingVoxels strongest = new ContributingVoxels(found.probability(), ContributingVoxels.STRONGEST, monitor);
			final SpatialGrid grid = found.probability().grid();
			for (int z = 0; z < grid.slices(); z++) {
				monitor.check();
				final List<Voxel> dense = strongest.on(z);
				final List<Voxel> thin = shown.on(z).stream().filter(voxel -> !strongest.contains(voxel.z(), voxel.y() * grid.width() + voxel.x())).toList();
				add(overlay, found, dense, z, DENSE);
				add(overlay, found, thin, z, THIN);
				for (final Rectangle group : CellGroups.of(dense.stream().map(voxel -> new Point(voxel.x(), voxel.y())).toList()))
					overlay.add(ring(group, found, z));
			}
		}
		overlay.selectable(false);
		return overlay;
	}

	private static Roi ring(final Rectangle group, final FoundVessel found, final int z) {
		final SpatialGrid grid = found.probability().grid();
		final double room = RING * Math.min(grid.width(), grid.height());
		final Roi ring = new OvalRoi(group.x - room, group.y - room, group.width + 2 * room, group.height + 2 * room);
		ring.setStrokeColor(VesselColors.onImage(found.vessel()));
		ring.setStrokeWidth(room / 3);
		ring.setPosition(z + 1);
		return ring;
	}

	private static void add(final Overlay overlay, final FoundVessel found, final List<Voxel> voxels, final int z, final double opacity) {
		if (voxels.isEmpty()) return;
		final Rectangle box = new Rectangle(voxels.get(0).x(), voxels.get(0).y(), 1, 1);
		voxels.forEach(voxel -> box.add(new Rectangle(voxel.x(), voxel.y(), 1, 1)));
		final ColorProcessor pixels = new ColorProcessor(box.width, box.height);
		for (final Voxel voxel : voxels)
			pixels.set(voxel.x() - box.x, voxel.y() - box.y, VesselColors.onImage(found.vessel()).getRGB());
		final ImageRoi roi = new ImageRoi(box.x, box.y, pixels);
		roi.setZeroTransparent(true);
		roi.setOpacity(opacity);
		roi.setPosition(z + 1);
		roi.setName(found.vessel() + " slice " + (z + 1));
		overlay.add(roi);
	}
}
