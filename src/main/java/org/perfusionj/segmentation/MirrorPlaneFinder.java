package org.perfusionj.segmentation;

import java.util.List;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.WorkMonitor;

/** Finds the plane in which a head is its own mirror image: through the centroid of the brain at right angles to the patient's left-right axis. */
public final class MirrorPlaneFinder {

	/**
	 * A plane and how good it is.
	 *
	 * @param plane mirror plane
	 * @param warnings what the user must know to judge it
	 */
	public record Found(MirrorPlane plane, List<String> warnings) {

		/** Copies the list. */
		public Found {
			warnings = List.copyOf(warnings);
		}
	}

	/**
	 * @param maps of the case; its brain is not empty
	 * @param monitor asked for cancellation
	 * @return the plane
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public Found find(final LesionMaps maps, final WorkMonitor monitor) {
		final Mask brain = maps.brain();
		final SpatialGrid grid = maps.grid();
		final double[] affine = grid.orientation().affine();
		final double[] normal = affine == null ? new double[] { 1, 0, 0 } : new double[] { affine[0] / grid.spacingX(), affine[1] / grid.spacingY(), affine[2] / grid.spacingZ() };
		final double length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
		double sum = 0;
		long count = 0;
		for (int z = 0; z < grid.slices(); z++) {
			monitor.check();
			for (int i = 0; i < grid.planeSize(); i++) {
				if (!brain.plane(z)[i]) continue;
				sum += (normal[0] * (i % grid.width()) * grid.spacingX() + normal[1] * (i / grid.width()) * grid.spacingY() + normal[2] * z * grid.spacingZ()) / length;
				count++;
			}
		}
		return new Found(new MirrorPlane(grid, normal[0] / length, normal[1] / length, normal[2] / length, sum / count, affine != null), List.of());
	}
}
