package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.maps.PerfusionMap;

/**
 * Receiver operating characteristic of a map that tells core from penumbra inside the lesion (de la Rosa et al., Med. Image Anal. 2021, 3.2.4 and Fig. 6).
 *
 * @param coreIs whether core has the lower or the higher values
 * @param core voxels of core
 * @param penumbra voxels of penumbra
 * @param missed voxels of either without a value, which are left out
 * @param points from (0, 0) to (1, 1), one for each threshold that changes something
 */
public record RocCurve(CoreIs coreIs, long core, long penumbra, long missed, List<Point> points) {

	/** Which values are those of core. */
	public enum CoreIs {
		/** Lower than those of penumbra, as flow and volume are. */
		LOWER,
		/** Higher, as times are. */
		HIGHER;

		/** @return what is expected of a map: flow and volume are low in core, times long */
		public static CoreIs of(final PerfusionMap map) {
			return switch (map) {
				case CBF, RCBF, CBV, RCBV -> LOWER;
				default -> HIGHER;
			};
		}
	}

	/**
	 * What a threshold does.
	 *
	 * @param threshold core is what lies below (LOWER), or at and above it (HIGHER)
	 * @param sensitivity part of the core that is called core
	 * @param falsePositives part of the penumbra that is called core
	 */
	public record Point(double threshold, double sensitivity, double falsePositives) {

		/** @return sensitivity + specificity - 1 (Youden) */
		public double youden() {
			return sensitivity - falsePositives;
		}

		/** @return part of the penumbra that is not called core */
		public double specificity() {
			return 1 - falsePositives;
		}
	}

	/** Copies the list. */
	public RocCurve {
		points = List.copyOf(points);
	}

	/** @return false without core or without penumbra: then there is no curve */
	public boolean isDefined() {
		return core > 0 && penumbra > 0;
	}

	/**
	 * @return area under the curve: the probability that a voxel of core has a lower (higher) value than one of penumbra, equal ones counted half (Mann-Whitney), 0 to 1; below 0.5 the values
	 *         say the opposite; NaN if it is not defined
	 */
	public double auc() {
		if (!isDefined()) return Double.NaN;
		double area = 0;
		for (int i = 1; i < points.size(); i++)
			area += (points.get(i).falsePositives() - points.get(i - 1).falsePositives()) * (points.get(i).sensitivity() + points.get(i - 1).sensitivity()) / 2;
		return area;
	}

	/** @return the threshold with the largest sum of sensitivity and specificity; the first of several; without numbers if it is not defined */
	public Point best() {
		if (!isDefined()) return new Point(Double.NaN, Double.NaN, Double.NaN);
		Point best = points.get(0);
		for (final Point point : points)
			if (point.youden() > best.youden()) best = point;
		return best;
	}

	/** @return a curve of about so many points for plots: those that are dropped are nearer to their neighbours than 1 / count along either axis */
	public List<Point> thinned(final int count) {
		final List<Point> some = new ArrayList<>();
		for (final Point point : points) {
			final Point last = some.isEmpty() ? null : some.get(some.size() - 1);
			if (last == null || point == points.get(points.size() - 1) || point.sensitivity() - last.sensitivity() >= 1.0 / count || point.falsePositives() - last.falsePositives() >= 1.0 / count) some.add(point);
		}
		return some;
	}
}
