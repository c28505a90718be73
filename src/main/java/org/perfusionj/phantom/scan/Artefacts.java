package org.perfusionj.phantom.scan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.WorkMonitor;

/**
 * What the physics of CT does to images of a head, worked out from the image itself: it is projected, the errors of the
 * projections are computed, filtered and projected back.
 * <ul>
 * <li>Beam hardening. Scanners correct for water; what is left of bone goes with the square of the bone in a ray. It makes the dark band
 * between the petrous bones (5 to 20 HU), and in slices above lets the brain's centre fall 2 to 5 HU below its rim.
 * <li>Streaks from rays that cross a lot of bone and soft tissue: as that, times a random error of each ray, the same in all frames.
 * <li>Contrast hardens the beam together with bone: 1 to 3 HU while arteries and sinuses are full.
 * <li>Rings about the gantry's axis from unequal detectors, up to 2 HU.
 * <li>Noise. Rays that lose more photons are noisier: their variance grows as exp(attenuation), less what the bow-tie filter evens
 * out. So noise is larger in the centre than at the rim, larger at the skull base than in the vault and largest between the petrous bones,
 * where the noisiest rays lie along x.
 * </ul>
 * The formulas are chosen; their strengths are drawn so that a head of usual size shows the amounts above. Immutable and thread-safe.
 */
public final class Artefacts {

	/** Cells of the lattice for projections, along each axis. */
	private static final int CELLS = 170;
	private static final int VIEWS = 180;
	/** Cupping of a head of usual size (skull of 7 mm and 1000 HU) per unit of hardening, HU. */
	private static final double CUPPING_PER_HARDENING = 960;
	/** Bone begins at the first and is all of a cell at the second, HU. */
	private static final double BONE_FROM_HU = 100;
	private static final double BONE_HU = 300;
	/** Products of bone and soft tissue in a ray that vault slices reach, cm^2: below it no streaks. */
	private static final double STREAK_FROM_CM2 = 45;
	/** Attenuation of water at the effective energy of a 80 kVp beam behind a head, per cm. */
	private static final double WATER_PER_CM = 0.2;
	/** Radius of the cylinder for which the bow-tie filter makes all rays alike, cm. */
	private static final double BOW_TIE_CM = 20;
	/** Rays count as lying along x up to this angle from it: sine of its complement. */
	private static final double ALONG_X = Math.cos(Math.PI / 8);
	private static final double ALONG_X_SHARE = 0.25;
	/** Noise cannot differ more from the mean: scanners smooth the rays that are starved of photons. */
	private static final double LEAST_NOISE = 0.5;
	private static final double MOST_NOISE = 2.5;
	private static final int LEVELLING_ROUNDS = 6;
	/** Fewer cells of brain tell nothing about the slice. */
	private static final int FEWEST_CELLS = 25;
	/** Rings: how many per slice and their width, mm. */
	private static final int RINGS = 6;
	private static final double RING_MM = 1.2;

	private final int width;
	private final int height;
	private final double pixelMm;
	private final double axisX;
	private final double axisY;
	private final RandomStream random;
	private final PlaneScale scale;
	private final Tomography tomography;
	private final double cuppingHu;
	private final double iodineFactor;
	private final double streakStrength;
	private final double ringHu;
	private final double attenuationPerCm;

	private Artefacts(final int width, final int height, final double pixelMm, final double axisX, final double axisY, final RandomStream random) {
		this.width = width;
		this.height = height;
		this.pixelMm = pixelMm;
		this.axisX = axisX;
		this.axisY = axisY;
		this.random = random;
		this.scale = new PlaneScale(width, height, CELLS);
		this.tomography = new Tomography(scale.size(), scale.factor() * pixelMm / 10, VIEWS);
		final RandomStream strengths = random.named("strengths");
		this.cuppingHu = strengths.uniform(2.5, 5.5);
		this.iodineFactor = strengths.uniform(1, 2);
		this.streakStrength = strengths.uniform(4, 10);
		this.ringHu = strengths.uniform(0, 2);
		this.attenuationPerCm = WATER_PER_CM * strengths.uniform(1.3, 1.8);
	}

	/**
	 * @param protocol the scan
	 * @param random the artefacts' own stream
	 * @return artefacts whose strengths are drawn
	 */
	public static Artefacts draw(final ScanProtocol protocol, final RandomStream random) {
		return of(protocol.grid().width(), protocol.grid().height(), protocol.grid().spacingX(), protocol.isocentreX(), protocol.isocentreY(), random);
	}

	/**
	 * @param width pixels along x
	 * @param height pixels along y
	 * @param pixelMm pixel size, mm
	 * @param axisX x index of the gantry's axis, between pixels
	 * @param axisY y index of the gantry's axis, between pixels
	 * @param random the artefacts' own stream
	 * @return artefacts whose strengths are drawn
	 */
	public static Artefacts of(final int width, final int height, final double pixelMm, final double axisX, final double axisY, final RandomStream random) {
		return new Artefacts(width, height, pixelMm, axisX, axisY, random);
	}

	/**
	 * @param slice number of the slice: rings and streaks differ between slices
	 * @param hu the slice without contrast, before artefacts and noise, HU
	 * @param brain share of brain in each pixel, 0 to 1: where the scanner's calibration holds
	 * @param enhancement contrast at its most, HU above {@code hu}; null for none
	 * @return the errors of the slice; its noise is to be compared with that of the other slices of the scan, see {@link #levelled}
	 */
	public SliceArtefacts of(final int slice, final float[] hu, final float[] brain, final float[] enhancement) {
		final RandomStream own = random.named("slice").numbered(slice);
		final float[] cells = scale.coarse(hu);
		final boolean[] inside = inside(cells, scale.coarse(brain));
		final float[] bone = new float[cells.length];
		final float[] soft = new float[cells.length];
		for (int i = 0; i < cells.length; i++) {
			final double share = Math.max(0, Math.min(1, (cells[i] - BONE_FROM_HU) / (BONE_HU - BONE_FROM_HU)));
			bone[i] = (float) (share * cells[i] / 1000);
			soft[i] = 1 + cells[i] / 1000 - bone[i];
		}
		final float[][] paths = enhancement == null ? tomography.project(bone, soft) : tomography.project(bone, soft, thousandths(scale.coarse(enhancement)));
		final float[] variance = variance(paths[0], paths[1]);
		final float[] along = along(variance);
		final float[] error = tomography.filter(hardening(paths[0], paths[1], own.named("streaks")));
		final float[][] images;
		if (enhancement == null) images = tomography.backProject(variance, along, error);
		else images = tomography.backProject(variance, along, error, tomography.filter(iodine(paths[0], paths[2])));
		final float[] errorHu = scale.fine(calibrated(images[2], inside));
		addRings(errorHu, own.named("rings"));
		final float[] iodineHu = enhancement == null ? new float[hu.length] : scale.fine(calibrated(images[3], null));
		return new SliceArtefacts(errorHu, iodineHu, scale.fine(noise(images[0])), scale.fine(share(images[0], images[1])));
	}

	private static float[] thousandths(final float[] values) {
		for (int i = 0; i < values.length; i++)
			values[i] /= 1000;
		return values;
	}

	/** The brain; or, where a slice has none, all soft tissue. */
	private static boolean[] inside(final float[] cells, final float[] brain) {
		final boolean[] inside = new boolean[cells.length];
		int count = 0;
		for (int i = 0; i < cells.length; i++) {
			inside[i] = brain[i] >= 0.5;
			if (inside[i]) count++;
		}
		if (count < FEWEST_CELLS) for (int i = 0; i < cells.length; i++)
			inside[i] = cells[i] > -50 && cells[i] < BONE_FROM_HU;
		return inside;
	}

	private double hardening() {
		return cuppingHu / CUPPING_PER_HARDENING;
	}

	private float[] hardening(final float[] bone, final float[] soft, final RandomStream errors) {
		final float[] ray = rayErrors(errors);
		final float[] error = new float[bone.length];
		for (int i = 0; i < bone.length; i++) {
			final double excess = Math.max(0, bone[i] * soft[i] - STREAK_FROM_CM2) / STREAK_FROM_CM2;
			error[i] = (float) (-hardening() * bone[i] * bone[i] + 0.01 * streakStrength * excess * ray[i]);
		}
		return error;
	}

	/** Random numbers of rays, sd about 1, alike in neighbouring rays and directions. */
	private float[] rayErrors(final RandomStream errors) {
		final int views = tomography.views();
		final int bins = tomography.bins();
		final float[] white = new float[views * bins];
		for (int i = 0; i < white.length; i++)
			white[i] = (float) errors.gaussian();
		final float[] smooth = new float[white.length];
		for (int v = 0; v < views; v++)
			for (int b = 1; b < bins - 1; b++) {
				float sum = 0;
				for (int near = -1; near <= 1; near++)
					sum += white[v * bins + b + near] + white[(v + 1) % views * bins + b + near];
				smooth[v * bins + b] = sum / (float) Math.sqrt(6);
			}
		return smooth;
	}

	/** (bone + iodine)^2 is more than bone^2 by this; nothing corrects for iodine. */
	private float[] iodine(final float[] bone, final float[] iodine) {
		final float[] error = new float[bone.length];
		for (int i = 0; i < bone.length; i++)
			error[i] = (float) (-hardening() * iodineFactor * iodine[i] * (2 * bone[i] + iodine[i]));
		return error;
	}

	private float[] variance(final float[] bone, final float[] soft) {
		final float[] variance = new float[bone.length];
		for (int b = 0; b < tomography.bins(); b++) {
			final double s = tomography.offset(b);
			final double filterCm = 2 * (BOW_TIE_CM - Math.sqrt(Math.max(0, BOW_TIE_CM * BOW_TIE_CM - s * s)));
			for (int i = b; i < bone.length; i += tomography.bins())
				variance[i] = (float) Math.exp(attenuationPerCm * (bone[i] + soft[i] + filterCm));
		}
		return variance;
	}

	private float[] along(final float[] variance) {
		final float[] along = new float[variance.length];
		for (int v = 0; v < tomography.views(); v++)
			if (tomography.alongX(v) > ALONG_X) System.arraycopy(variance, v * tomography.bins(), along, v * tomography.bins(), tomography.bins());
		return along;
	}

	/** In HU; with the median of the cells inside taken off, where the scanner is calibrated to be right. */
	private static float[] calibrated(final float[] image, final boolean[] inside) {
		final float level = inside == null ? 0 : median(image, inside);
		final float[] hu = new float[image.length];
		for (int i = 0; i < hu.length; i++)
			hu[i] = 1000 * (image[i] - level);
		return hu;
	}

	private static float median(final float[] values, final boolean[] inside) {
		final float[] chosen = new float[values.length];
		int count = 0;
		for (int i = 0; i < values.length; i++)
			if (inside[i]) chosen[count++] = values[i];
		if (count == 0) return 0;
		Arrays.sort(chosen, 0, count);
		return chosen[count / 2];
	}

	private static float[] noise(final float[] variance) {
		final float[] noise = new float[variance.length];
		for (int i = 0; i < noise.length; i++)
			noise[i] = (float) Math.sqrt(variance[i]);
		return noise;
	}

	/**
	 * Brings the noise of all slices of a scan to a mean of 1 over its brain, so that slices through much bone are as much noisier as they are.
	 *
	 * @param slices of one scan, as they were projected
	 * @param brain share of brain in each pixel of each slice, 0 to 1
	 * @param monitor asked for cancellation
	 * @return the same slices with factors of 0.5 to 2.5; without brain the mean is that of all pixels
	 */
	public static List<SliceArtefacts> levelled(final List<SliceArtefacts> slices, final List<float[]> brain, final WorkMonitor monitor) {
		boolean any = false;
		for (final float[] plane : brain)
			for (final float share : plane)
				any |= share >= 0.5;
		double factor = 1;
		// the limits move the mean a little: later rounds see by how much
		for (int round = 0; round < LEVELLING_ROUNDS; round++) {
			double sum = 0;
			long count = 0;
			for (int z = 0; z < slices.size(); z++) {
				monitor.check();
				final float[] noise = slices.get(z).noise();
				for (int i = 0; i < noise.length; i++)
					if (!any || brain.get(z)[i] >= 0.5) {
						sum += round == 0 ? noise[i] : limited(factor * noise[i]);
						count++;
					}
			}
			if (sum > 0) factor *= count / sum;
		}
		final double scale = factor;
		return slices.stream().map(slice -> slice.withNoise(scaled(slice.noise(), scale))).toList();
	}

	private static float[] scaled(final float[] noise, final double factor) {
		final float[] scaled = new float[noise.length];
		for (int i = 0; i < scaled.length; i++)
			scaled[i] = (float) limited(factor * noise[i]);
		return scaled;
	}

	private static double limited(final double factor) {
		return Math.max(LEAST_NOISE, Math.min(MOST_NOISE, factor));
	}

	/** What rays along x have of the variance beyond their number, as a share of the standard deviation. */
	private static float[] share(final float[] variance, final float[] along) {
		final float[] share = new float[variance.length];
		for (int i = 0; i < share.length; i++) {
			final double excess = variance[i] == 0 ? 0 : (along[i] / variance[i] - ALONG_X_SHARE) / (1 - ALONG_X_SHARE);
			share[i] = (float) Math.sqrt(Math.max(0, Math.min(1, excess)));
		}
		return share;
	}

	private void addRings(final float[] plane, final RandomStream rings) {
		final double reach = Math.hypot(width, height);
		final double[] profile = new double[(int) Math.ceil(2 * reach) + 2];
		for (int ring = 0; ring < RINGS; ring++) {
			// detector elements are as likely to be off at any distance
			final double radius = rings.uniform(2, 0.45 * Math.min(width, height));
			final double heightHu = ringHu * rings.uniform(-1, 1);
			for (int i = 0; i < profile.length; i++)
				profile[i] += heightHu * Math.exp(-0.5 * Math.pow((i / 2.0 - radius) * pixelMm / (0.5 * RING_MM), 2));
		}
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final double place = 2 * Math.hypot(x - axisX, y - axisY);
				final int i = (int) place;
				if (i + 1 >= profile.length) continue;
				final double value = profile[i] + (place - i) * (profile[i + 1] - profile[i]);
				// rings that lie on each other do not add up
				plane[y * width + x] += (float) Math.max(-ringHu, Math.min(ringHu, value));
			}
	}

	/** @return the strengths that were drawn, with units in the names, in order */
	public Map<String, Object> description() {
		final Map<String, Object> text = new LinkedHashMap<>();
		text.put("cupping_hu", cuppingHu);
		text.put("iodine_hardening_factor", iodineFactor);
		text.put("streak_strength", streakStrength);
		text.put("ring_hu", ringHu);
		text.put("attenuation_per_cm", attenuationPerCm);
		return text;
	}
}
