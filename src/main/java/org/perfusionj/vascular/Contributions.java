package org.perfusionj.vascular;

import java.util.List;

import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/** How much each voxel contributes to a vascular function: equal parts of a few voxels, or the probabilities of a network. */
public final class Contributions {

	/** Is told every voxel that contributes. */
	@FunctionalInterface
	private interface Visitor {

		void visit(int x, int y, int z, double weight);
	}

	/** Tells every voxel that contributes. */
	@FunctionalInterface
	private interface Source {

		void tell(Visitor visitor);
	}

	private final Source source;
	private final RiseTimes rises;
	private final double sum;
	private final double effectiveVoxels;
	private final double[] centre = new double[3];

	private Contributions(final Source source, final RiseTimes rises) {
		this.source = source;
		this.rises = rises;
		final double[] sums = new double[2];
		source.tell((x, y, z, weight) -> {
			sums[0] += weight;
			sums[1] += weight * weight;
			centre[0] += weight * x;
			centre[1] += weight * y;
			centre[2] += weight * z;
		});
		sum = sums[0];
		effectiveVoxels = sum > 0 ? sum * sum / sums[1] : 0;
		for (int axis = 0; axis < centre.length; axis++)
			centre[axis] /= sum;
	}

	/** @return those of a curve that is the mean of the voxels; none of a curve that came from a file */
	public static Contributions of(final List<Voxel> voxels) {
		final List<Voxel> own = List.copyOf(voxels);
		return new Contributions(visitor -> own.forEach(voxel -> visitor.visit(voxel.x(), voxel.y(), voxel.z(), 1)), RiseTimes.UNKNOWN);
	}

	/**
	 * @param weights of a curve that is a weighted sum over a volume (shared); what is not above 0 contributes nothing
	 * @param rises when its parts rise
	 * @param monitor asked for cancellation, now and whenever all voxels are looked at again
	 * @return what contributes to the curve
	 */
	public static Contributions of(final Volume weights, final RiseTimes rises, final WorkMonitor monitor) {
		final int width = weights.grid().width();
		return new Contributions(visitor -> {
			for (int z = 0; z < weights.grid().slices(); z++) {
				monitor.check();
				final float[] plane = weights.plane(z);
				for (int i = 0; i < plane.length; i++)
					if (plane[i] > 0) visitor.visit(i % width, i / width, z, plane[i]);
			}
		}, rises);
	}

	/** @return true if no voxel is known to contribute */
	public boolean isEmpty() {
		return !(sum > 0);
	}

	/** @return how many voxels of equal weight would average noise as well: 1/sum(P²); 0 if none contributes */
	public double effectiveVoxels() {
		return effectiveVoxels;
	}

	/** @return part of the curve that comes from voxels in which the image is above the value, 0 to 1; NaN if no voxel contributes */
	double partAbove(final Volume image, final double value) {
		final double[] above = new double[1];
		source.tell((x, y, z, weight) -> {
			if (image.get(x, y, z) > value) above[0] += weight;
		});
		return above[0] / sum;
	}

	/** @return part of the height of the curve that comes from what rises through its half later than a time, s after the first sample, 0 to 1; 0 if that is not known */
	double partRisingAfter(final double timeS) {
		return rises.partAfter(timeS);
	}

	/**
	 * @param other on the same grid
	 * @param grid of both
	 * @return distance between the weighted centres, mm; NaN if either is empty
	 */
	public double distanceMm(final Contributions other, final SpatialGrid grid) {
		final double x = (centre[0] - other.centre[0]) * grid.spacingX();
		final double y = (centre[1] - other.centre[1]) * grid.spacingY();
		final double z = (centre[2] - other.centre[2]) * grid.spacingZ();
		return Math.sqrt(x * x + y * y + z * z);
	}
}
