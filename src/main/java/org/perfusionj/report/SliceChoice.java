package org.perfusionj.report;

import java.util.TreeSet;
import java.util.stream.IntStream;

import org.perfusionj.series.Mask;

/** Which slices a figure shows when there are more than it has room for. Slices count from 0. */
final class SliceChoice {

	private SliceChoice() {}

	/** @return up to so many slices, evenly spread over those that the mask reaches; over all if it is empty */
	static int[] spread(final Mask mask, final int most) {
		final int[] span = span(mask);
		return spread(span[0], span[1], most);
	}

	private static int[] spread(final int first, final int end, final int most) {
		final int columns = Math.min(most, end - first);
		return IntStream.range(0, columns).map(i -> first + (int) ((i + 0.5) * (end - first) / columns)).toArray();
	}

	/**
	 * @param brain slices that it does not reach are not shown
	 * @param part what should be seen, part of the brain
	 * @return up to so many slices: those with the part and one more at either end, evenly spread if there are too many, the one with most of it always among them; with slices around them if there is
	 *         room; spread over the brain if the part is empty
	 */
	static int[] around(final Mask brain, final Mask part, final int most) {
		final int[] counts = IntStream.range(0, part.grid().slices()).map(z -> count(part.plane(z))).toArray();
		final int largest = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
		if (counts[largest] == 0) return spread(brain, most);
		final int[] limits = span(brain.or(part));
		final int[] reach = span(part);
		int first = Math.max(limits[0], reach[0] - 1);
		int end = Math.min(limits[1], reach[1] + 1);
		while (end - first < most && (first > limits[0] || end < limits[1])) {
			if (first > limits[0]) first--;
			if (end - first < most && end < limits[1]) end++;
		}
		final int[] chosen = spread(first, end, most);
		final TreeSet<Integer> slices = new TreeSet<>(IntStream.of(chosen).boxed().toList());
		if (slices.add(largest)) slices.remove(IntStream.of(chosen).boxed().min((a, b) -> Integer.compare(Math.abs(a - largest), Math.abs(b - largest))).orElseThrow());
		return slices.stream().mapToInt(Integer::intValue).toArray();
	}

	/** @return the first slice with voxels of the mask and the one behind the last; all if it is empty */
	private static int[] span(final Mask mask) {
		final int[] filled = IntStream.range(0, mask.grid().slices()).filter(z -> count(mask.plane(z)) > 0).toArray();
		return filled.length == 0 ? new int[] { 0, mask.grid().slices() } : new int[] { filled[0], filled[filled.length - 1] + 1 };
	}

	/** @return voxels of a plane */
	static int count(final boolean[] plane) {
		int count = 0;
		for (final boolean in : plane)
			if (in) count++;
		return count;
	}
}
