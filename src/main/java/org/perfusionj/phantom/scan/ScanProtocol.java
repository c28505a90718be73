package org.perfusionj.phantom.scan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

/**
 * One scan as it is planned: where its voxels lie in the scanner and in the head, when its frames are taken, how noisy it is and
 * how the head moves meanwhile. Immutable and thread-safe.
 * <p>
 * Images are stored as radiologists look at them: x indices to the patient's left, y indices to posterior, slices to superior. The scanner's space is
 * RAS mm (x to the patient's right), with the gantry's axis at x = y = 0.
 */
public final class ScanProtocol {

	/** Largest distance of the planes on which the head is drawn, mm. */
	private static final double PLANE_MM = 2.2;
	/** Slice thickness for which the noise is drawn, mm; others by 1/sqrt(thickness). */
	private static final double NOISE_SLICE_MM = 7;
	/** Noise of routine scans with slices of 4 to 12 mm, HU. */
	private static final double LEAST_NOISE_HU = 5;
	private static final double MOST_NOISE_HU = 8;
	/** Room around the head in the field of view, mm. */
	private static final double RIM_MM = 4;

	private final SpatialGrid grid;
	private final FrameTimes frames;
	private final Slab slab;
	private final HeadGrid headGrid;
	private final int planesPerSlice;
	private final int planesBelow;
	private final double noiseSd;
	private final Motion motion;
	private final double[] planesToScanner;
	private final double[] headDegrees;

	private ScanProtocol(final ScanOptions options, final HeadPlacement placement, final RandomStream random) {
		this.slab = Slab.draw(options, placement, random.named("slab"));
		this.frames = FrameTimes.draw(options, slab.slices(), random.named("frames"));
		final double pixelMm = pixel(options, placement, random.named("pixel"));
		final double[] centre = centre(options.matrix() * pixelMm, placement);
		final double half = (options.matrix() - 1) / 2.0 * pixelMm;
		final double sliceMm = slab.sliceMm();
		this.grid = new SpatialGrid(options.matrix(), options.matrix(), slab.slices(), pixelMm, pixelMm, sliceMm,
			Orientation.scanner(affine(centre[0] + half, centre[1] + half, slab.bottomMm() + sliceMm / 2, pixelMm, sliceMm)));
		final double[] headCentre = { placement.brain().centre(0), placement.brain().centre(1), placement.brain().centre(2) };
		this.motion = Motion.draw(options.motion(), frames.times(), headCentre, random.named("motion"));
		this.planesPerSlice = (int) Math.ceil(sliceMm / PLANE_MM - 1e-9);
		final double planeMm = sliceMm / planesPerSlice;
		this.planesBelow = margin(slab.bottomMm(), placement, planeMm);
		final int planes = planesBelow + slab.slices() * planesPerSlice + margin(slab.topMm(), placement, planeMm);
		this.planesToScanner = affine(centre[0] + half, centre[1] + half, slab.bottomMm() + (0.5 - planesBelow) * planeMm, pixelMm, planeMm);
		this.headGrid = new HeadGrid(options.matrix(), options.matrix(), planes, pixelMm, planeMm, placement.toHead(planesToScanner));
		this.noiseSd = noise(options.dose(), sliceMm, random.named("noise level"));
		this.headDegrees = placement.degrees();
	}

	/**
	 * @param options what is asked for; what is empty is drawn
	 * @param anatomy the head, for how far it and its brain reach
	 * @param shape from template space to the subject's head
	 * @param random the protocol's own stream
	 * @return a scan of that head
	 * @throws PerfusionException if the head has no room for the slices (with the number that fit), or if the field of view does not hold the brain
	 */
	public static ScanProtocol draw(final ScanOptions options, final HeadAnatomy anatomy, final HeadPoints shape, final RandomStream random) {
		return new ScanProtocol(options, HeadPlacement.draw(anatomy, shape, random.named("placement")), random);
	}

	private static double pixel(final ScanOptions options, final HeadPlacement placement, final RandomStream random) {
		if (options.pixelMm().isEmpty()) {
			final double head = Math.max(placement.head().size(0), placement.head().size(1)) + 2 * RIM_MM;
			// in steps of a thousandth of a millimetre, as files round it
			return Math.ceil(1000 * Math.max(random.uniform(200, 250), head) / options.matrix()) / 1000;
		}
		final double field = options.matrix() * options.pixelMm().getAsDouble();
		final double brain = Math.max(placement.brain().size(0), placement.brain().size(1));
		if (field < brain) throw new PerfusionException(String.format(Locale.ROOT, "matrix=%d with pixel_mm=%.3f shows %.0f mm, but this brain is %.0f mm long: use pixel_mm of at least %.2f, or leave it out.",
			options.matrix(), options.pixelMm().getAsDouble(), field, brain, Math.ceil(100 * brain / options.matrix()) / 100));
		return options.pixelMm().getAsDouble();
	}

	/** Images are centred on the gantry's axis, or on the head if that would cut it. */
	private static double[] centre(final double fieldMm, final HeadPlacement placement) {
		final double[] centre = new double[2];
		for (int axis = 0; axis < 2; axis++) {
			final double reach = Math.max(-placement.head().low(axis), placement.head().high(axis));
			if (reach > fieldMm / 2) centre[axis] = placement.head().centre(axis);
		}
		return centre;
	}

	private static double[] affine(final double x, final double y, final double z, final double pixelMm, final double planeMm) {
		return new double[] { -pixelMm, 0, 0, x, 0, -pixelMm, 0, y, 0, 0, planeMm, z };
	}

	/** @return planes needed beyond the face of the slab because of motion */
	private int margin(final double faceMm, final HeadPlacement placement, final double planeMm) {
		double farthest = 0;
		final double[] from = new double[3];
		for (int t = 0; t < frames.times().frames(); t++) {
			if (motion.isStill(t)) continue;
			for (int corner = 0; corner < 4; corner++) {
				final double x = corner % 2 == 0 ? placement.head().low(0) : placement.head().high(0);
				final double y = corner < 2 ? placement.head().low(1) : placement.head().high(1);
				motion.at(t).inverse(x, y, faceMm, from);
				// below the bottom or above the top
				farthest = Math.max(farthest, faceMm == slab.bottomMm() ? faceMm - from[2] : from[2] - faceMm);
			}
		}
		return (int) Math.ceil(farthest / planeMm);
	}

	private static double noise(final double dose, final double sliceMm, final RandomStream random) {
		if (dose == 0) return 0;
		final double usual = Math.max(4, Math.min(12, sliceMm));
		final double thinner = Math.sqrt(usual / NOISE_SLICE_MM);
		final double routine = random.uniform(Math.max(5, LEAST_NOISE_HU * thinner), Math.min(7.6, MOST_NOISE_HU * thinner));
		return routine * Math.sqrt(NOISE_SLICE_MM / sliceMm) / Math.sqrt(dose);
	}

	/** @return the voxels of the series, with their place in the scanner */
	public SpatialGrid grid() {
		return grid;
	}

	/** @return when frames are acquired */
	public AcquisitionTimes times() {
		return frames.times();
	}

	/** @return how frames are spaced, never {@link Timing#AUTO} */
	public Timing timing() {
		return frames.timing();
	}

	/** @return fine planes of the head: the pixels of the grid; each slice is made of a whole number of planes; more planes below and above if the head moves */
	public HeadGrid headGrid() {
		return headGrid;
	}

	/** @return planes of the head grid in one slice */
	public int planesPerSlice() {
		return planesPerSlice;
	}

	/** @return lowest plane of the head grid in a slice, while the head lies still */
	public int firstPlane(final int slice) {
		return planesBelow + slice * planesPerSlice;
	}

	/** @return standard deviation of the noise averaged over the scanned brain, HU */
	public double noiseSd() {
		return noiseSd;
	}

	/** @return how the head moves */
	public Motion motion() {
		return motion;
	}

	/** @return x index of the gantry's axis, between pixels */
	public double isocentreX() {
		return planesToScanner[3] / grid.spacingX();
	}

	/** @return y index of the gantry's axis, between pixels */
	public double isocentreY() {
		return planesToScanner[7] / grid.spacingY();
	}

	/**
	 * What a frame shows while the head is moved: the index (x, y, plane) of the head grid that lies still in the scanner holds the part of the head at the
	 * index that this affine gives, maybe outside the grid.
	 *
	 * @return 12 numbers, three rows of four; the identity if the head is still
	 */
	public double[] resampling(final int frame) {
		final double[] affine = { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 };
		if (motion.isStill(frame)) return affine;
		final double[] origin = index(frame, 0, 0, 0);
		for (int axis = 0; axis < 3; axis++) {
			final double[] next = index(frame, axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
			for (int row = 0; row < 3; row++)
				affine[4 * row + axis] = next[row] - origin[row];
		}
		for (int row = 0; row < 3; row++)
			affine[4 * row + 3] = origin[row];
		return affine;
	}

	private double[] index(final int frame, final double x, final double y, final double plane) {
		final double[] m = planesToScanner;
		final double[] out = new double[3];
		motion.at(frame).inverse(m[0] * x + m[3], m[5] * y + m[7], m[10] * plane + m[11], out);
		return new double[] { (out[0] - m[3]) / m[0], (out[1] - m[7]) / m[5], (out[2] - m[11]) / m[10] };
	}

	/** @return what was drawn, with units in the names, in order */
	public Map<String, Object> description() {
		final Map<String, Object> text = new LinkedHashMap<>();
		text.put("matrix", grid.width());
		text.put("pixel_mm", grid.spacingX());
		text.put("slices", grid.slices());
		text.put("slice_mm", grid.spacingZ());
		text.put("slab_bottom_mm", slab.bottomMm());
		text.put("frames", times().frames());
		text.put("timing", timing().key());
		text.put("frame_interval_s", frames.intervalS());
		text.put("duration_s", times().lastS() - times().firstS());
		text.put("noise_sd_hu", noiseSd);
		text.put("head_pitch_degrees", headDegrees[0]);
		text.put("head_roll_degrees", headDegrees[1]);
		text.put("head_yaw_degrees", headDegrees[2]);
		text.put("motion_grade", motion.grade());
		return text;
	}
}
