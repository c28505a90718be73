package org.perfusionj.io.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Images that can be one dynamic series: of the same series, matrix size, orientation, echo time, kernel.
 *
 * @param id series instance UID, with #2, #3 ... behind it for the smaller parts of a series that had to be divided
 * @param frames its images
 */
record FrameGroup(String id, List<Frame> frames) {

	/** Direction cosines that differ by less than this count as equal (about half a degree). */
	private static final double SAME_DIRECTION = 0.01;
	private static final String NO_UID = "no-series-uid";

	/** What must agree for two images to be in one group, besides the orientation. */
	private record Kind(int columns, int rows, boolean grey, long echoTime, String variant) {

		static Kind of(final Frame frame) {
			final PixelFormat format = frame.image().format();
			return new Kind(format.columns(), format.rows(), format.isGrey(), Math.round(100 * frame.echoTimeMs()), frame.variant());
		}
	}

	/** What two copies of one image agree in; not only the UID, because bad anonymisers give all images the same. */
	private record Identity(String uid, int index, Frame.Moment moment, String position) {

		static Identity of(final Frame frame) {
			return new Identity(frame.image().sopInstanceUid(), frame.index(), frame.moment(), Arrays.toString(frame.place().position()) + frame.place().sliceLocation());
		}
	}

	/** @return what is said of the series */
	DicomSeriesInfo info() {
		return frames.get(0).image().info();
	}

	/**
	 * @param frames all images found
	 * @param duplicates filled with copies of images, which are left out
	 * @return the groups, in no particular order
	 */
	static List<FrameGroup> of(final List<Frame> frames, final List<Frame> duplicates) {
		final Map<String, List<Frame>> bySeries = new LinkedHashMap<>();
		final Set<Identity> seen = new HashSet<>();
		for (final Frame frame : frames) {
			if (!frame.image().sopInstanceUid().isEmpty() && !seen.add(Identity.of(frame))) duplicates.add(frame);
			else bySeries.computeIfAbsent(frame.image().info().seriesInstanceUid(), uid -> new ArrayList<>()).add(frame);
		}
		final List<FrameGroup> groups = new ArrayList<>();
		bySeries.forEach((uid, all) -> {
			final List<List<Frame>> parts = divide(all);
			parts.sort(Comparator.comparingInt((final List<Frame> part) -> -part.size()));
			for (int i = 0; i < parts.size(); i++)
				groups.add(new FrameGroup((uid.isEmpty() ? NO_UID : uid) + (i == 0 ? "" : "#" + (i + 1)), parts.get(i)));
		});
		return groups;
	}

	private static List<List<Frame>> divide(final List<Frame> frames) {
		final Map<Kind, List<List<Frame>>> byKind = new HashMap<>();
		final List<List<Frame>> parts = new ArrayList<>();
		for (final Frame frame : frames) {
			final List<List<Frame>> ofKind = byKind.computeIfAbsent(Kind.of(frame), kind -> new ArrayList<>());
			List<Frame> part = null;
			for (final List<Frame> candidate : ofKind)
				if (sameDirection(candidate.get(0).place().orientation(), frame.place().orientation())) part = candidate;
			if (part == null) {
				part = new ArrayList<>();
				ofKind.add(part);
				parts.add(part);
			}
			part.add(frame);
		}
		return parts;
	}

	private static boolean sameDirection(final double[] a, final double[] b) {
		if (a == null || b == null) return a == b;
		for (int i = 0; i < a.length; i++)
			if (Math.abs(a[i] - b[i]) > SAME_DIRECTION) return false;
		return true;
	}
}
