package org.perfusionj.io.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.work.PerfusionException;

/**
 * The images of a group, sorted into slices along the slice normal.
 *
 * @param slices images of each slice, slices in the direction of the normal, images in no particular order
 * @param distances mm of each slice along the normal (numbers 0, 1, ... if no position is known)
 * @param placed true if the slices have positions in the patient
 * @param spaced true if the distances are mm
 * @param timed true if the images of each slice are already in the order of time
 */
record SliceStack(List<List<Frame>> slices, double[] distances, boolean placed, boolean spaced, boolean timed) {

	/** Images whose positions differ by less are of one slice, mm; less where slices are thin. */
	private static final double MAX_JITTER_MM = 0.2;
	private static final double JITTER_OF_THICKNESS = 0.4;

	/** @return the unit vector along which slices are sorted: x cross y of the image, or the patient's axis if there is no orientation */
	static double[] normal(final double[] orientation) {
		if (orientation == null) return new double[] { 0, 0, 1 };
		final double[] o = orientation;
		final double[] n = { o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3] };
		final double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
		return new double[] { n[0] / length, n[1] / length, n[2] / length };
	}

	/**
	 * @param group the images
	 * @param options number of slices and plane order, used only if the files have no positions
	 * @param log told where positions had to be guessed
	 */
	static SliceStack of(final FrameGroup group, final ReadOptions options, final Consumer<String> log) {
		final List<Frame> frames = group.frames();
		if (frames.stream().allMatch(frame -> frame.place().position() != null)) {
			final double[] orientation = frames.get(0).place().orientation();
			if (orientation == null) log.accept("Warning: the DICOM files have no usable ImageOrientationPatient. Slices were sorted from feet to head; the result has no orientation.");
			final double[] normal = normal(orientation);
			return sorted(frames, frame -> dot(frame.place().position(), normal), orientation != null, true);
		}
		if (frames.stream().allMatch(frame -> Double.isFinite(frame.place().sliceLocation()))) {
			log.accept("Warning: not all DICOM files have ImagePositionPatient. Slices were sorted by SliceLocation; the result has no orientation.");
			return sorted(frames, frame -> frame.place().sliceLocation(), false, true);
		}
		if (frames.stream().allMatch(frame -> Double.isFinite(frame.place().inStack()))) {
			log.accept("Warning: the DICOM files have no positions. Slices were sorted by InStackPositionNumber; the result has no orientation.");
			return sorted(frames, frame -> frame.place().inStack(), false, false);
		}
		return unplaced(frames, options, log);
	}

	/** @return number of times, if all slices have as many; else that of most slices */
	int times() {
		final Map<Integer, Integer> slicesByCount = new TreeMap<>(Comparator.reverseOrder());
		for (final List<Frame> slice : slices)
			slicesByCount.merge(slice.size(), 1, Integer::sum);
		return slicesByCount.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
	}

	/** @throws PerfusionException if the slices have different numbers of images */
	void requireFullGrid() {
		final int times = times();
		final List<String> odd = new ArrayList<>();
		boolean more = false;
		for (int z = 0; z < slices.size(); z++) {
			if (slices.get(z).size() == times) continue;
			odd.add((spaced ? String.format(Locale.ROOT, "slice at %.1f mm", distances[z]) : "slice " + (z + 1)) + " has " + slices.get(z).size() + (slices.get(z).size() == 1 ? " image" : " images"));
			more |= slices.get(z).size() > times;
		}
		if (odd.isEmpty()) return;
		final String listed = String.join(", ", odd.subList(0, Math.min(10, odd.size()))) + (odd.size() > 10 ? " and " + (odd.size() - 10) + " more" : "");
		throw new PerfusionException("The DICOM series is not complete: " + listed + ", the others have " + times + ". " + (more ? "Files are missing, or images are there twice: " : "Files are missing: ") +
			"copy or export the series again, or move all images of the odd slices or frames to another folder. One of its files is " + slices.get(0).get(0).image().file() + ".");
	}

	private static SliceStack sorted(final List<Frame> frames, final ToDoubleFunction<Frame> distance, final boolean placed, final boolean spaced) {
		final List<Frame> inOrder = new ArrayList<>(frames);
		inOrder.sort(Comparator.comparingDouble(distance));
		final double tolerance = tolerance(frames);
		final List<List<Frame>> slices = new ArrayList<>();
		double last = Double.NaN;
		for (final Frame frame : inOrder) {
			final double at = distance.applyAsDouble(frame);
			if (!(at - last <= tolerance)) slices.add(new ArrayList<>());
			slices.get(slices.size() - 1).add(frame);
			last = at;
		}
		return new SliceStack(slices, slices.stream().mapToDouble(slice -> slice.stream().mapToDouble(distance).average().orElseThrow()).toArray(), placed, spaced, false);
	}

	private static double tolerance(final List<Frame> frames) {
		double tolerance = MAX_JITTER_MM;
		for (final Frame frame : frames) {
			if (frame.place().thickness() > 0) tolerance = Math.min(tolerance, JITTER_OF_THICKNESS * frame.place().thickness());
			if (frame.place().betweenSlices() > 0) tolerance = Math.min(tolerance, JITTER_OF_THICKNESS * frame.place().betweenSlices());
		}
		return tolerance;
	}

	private static SliceStack unplaced(final List<Frame> frames, final ReadOptions options, final Consumer<String> log) {
		final int count = Math.max(1, options.slices());
		final List<List<Frame>> slices = new ArrayList<>();
		final double[] distances = new double[count];
		for (int z = 0; z < count; z++) {
			slices.add(new ArrayList<>());
			distances[z] = z;
		}
		if (count == 1) {
			log.accept("Warning: the DICOM files do not say where the slices are (no ImagePositionPatient, no SliceLocation). All images were taken as one slice; give slices and plane_order if there are several.");
			slices.get(0).addAll(frames);
			return new SliceStack(slices, distances, false, false, false);
		}
		if (frames.size() % count != 0) throw new PerfusionException("The DICOM series has " + frames.size() + " images without positions, which cannot be divided into slices=" + count + ".");
		final List<Frame> inOrder = new ArrayList<>(frames);
		inOrder.sort(Frame.BY_NUMBER);
		final int times = frames.size() / count;
		for (int i = 0; i < frames.size(); i++)
			slices.get(options.planeOrder() == ReadOptions.PlaneOrder.SLICES_FIRST ? i % count : i / times).add(inOrder.get(i));
		log.accept("Warning: the DICOM files do not say where the slices are. They were divided into " + count + " slices x " + times + " frames by their numbers (plane_order=" + options.planeOrder().key() + ").");
		return new SliceStack(slices, distances, false, false, true);
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}
}
