package org.perfusionj.vascular;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;

/**
 * A head of four slices with what a vessel finder meets: grey and white matter with delays, a hemisphere with an occluded
 * middle cerebral artery, arteries of one or two voxels with partial volume, higher and wider veins inside and at the
 * rim, bone and beam hardening with strong noise, an edge that moves in mid-scan.
 */
final class SyntheticHead {

	static final int WIDTH = 120;
	static final int HEIGHT = 140;
	static final int SLICES = 4;
	private static final int CENTRE_X = 60;
	private static final int CENTRE_Y = 70;
	private static final double FINE_S = 0.25;

	final SpatialGrid grid = new SpatialGrid(WIDTH, HEIGHT, SLICES, 1.2, 1.2, 5, org.perfusionj.series.Orientation.NONE);
	final TimeGrid time;
	/** Full curves, without partial volume. */
	final double[] aif;
	final double[] vof;
	final Set<Voxel> arteries = new HashSet<>();
	final Set<Voxel> veins = new HashSet<>();
	final ConcentrationSeries input;

	private final Random random;
	private final double[] fineAif;
	private final float[][][] enhancement;
	private final float[][] hu;
	private final float[][] noise;
	private final boolean[][] brain;
	private final int lesionSide;
	private final boolean trunks;

	/**
	 * @param noiseSd HU in the brain
	 * @param correlated noise with the grain of a reconstruction kernel instead of white noise
	 * @param trunks with a middle cerebral artery in the slab; without, it lies above the circle of Willis and only thin
	 *          arteries with strong partial volume are left
	 */
	SyntheticHead(final long seed, final double noiseSd, final boolean correlated, final boolean trunks, final TimeGrid time, final SignalType signal) {
		this.time = time;
		this.trunks = trunks;
		random = new Random(seed);
		lesionSide = random.nextBoolean() ? 1 : -1;
		final double arrival = uniform(6, 13);
		fineAif = fineAif(arrival);
		aif = sampled(fineAif, 0);
		final double[] outflow = dispersed(fineAif, uniform(5, 7), uniform(1.8, 2.8));
		vof = sampled(outflow, 0);
		enhancement = new float[SLICES][time.count()][WIDTH * HEIGHT];
		hu = new float[SLICES][WIDTH * HEIGHT];
		noise = new float[SLICES][WIDTH * HEIGHT];
		brain = new boolean[SLICES][WIDTH * HEIGHT];
		tissue(noiseSd);
		hardening(noiseSd);
		veins(outflow);
		arteries();
		final int baselineFrames = (int) Math.max(2, Math.floor((arrival - 1) / time.stepS()));
		measure(correlated, baselineFrames);
		input = TestSeries.of(enhancement, grid, time, signal, signal == SignalType.CONCENTRATION ? null : new Baseline(0, baselineFrames, arrival), new Volume(grid, hu), new Mask(grid, brain));
	}

	private double uniform(final double from, final double to) {
		return from + (to - from) * random.nextDouble();
	}

	/** First pass, second pass and a plateau. */
	private double[] fineAif(final double arrival) {
		final double a = uniform(2.8, 4);
		final double b = uniform(1.4, 2.2);
		final double top = uniform(330, 480);
		final double again = uniform(12, 17);
		final double[] curve = new double[(int) (120 / FINE_S)];
		for (int i = 0; i < curve.length; i++) {
			final double t = i * FINE_S - arrival;
			curve[i] = top * (gamma(t, a, b) + 0.18 * gamma(t - again, a, 1.8 * b) + 0.08 / (1 + Math.exp(-(t - 14) / 2)));
		}
		return curve;
	}

	private static double gamma(final double t, final double a, final double b) {
		return t <= 0 ? 0 : Math.pow(t / (a * b), a) * Math.exp(a - t / b);
	}

	/** Passage through a vascular bed with gamma-distributed transit times: area kept. */
	private static double[] dispersed(final double[] fine, final double mean, final double sd) {
		final double shape = mean * mean / (sd * sd);
		final double scale = sd * sd / mean;
		final double[] transit = new double[(int) (40 / FINE_S)];
		double sum = 0;
		for (int i = 0; i < transit.length; i++)
			sum += transit[i] = Math.pow((i + 0.5) * FINE_S, shape - 1) * Math.exp(-(i + 0.5) * FINE_S / scale);
		final double[] result = new double[fine.length];
		for (int i = 0; i < fine.length; i++)
			for (int j = 0; j <= Math.min(i, transit.length - 1); j++)
				result[i] += fine[i - j] * transit[j] / sum;
		return result;
	}

	private double[] sampled(final double[] fine, final double delay) {
		final double[] values = new double[time.count()];
		for (int t = 0; t < values.length; t++) {
			final double at = (t * time.stepS() - delay) / FINE_S;
			final int i = (int) Math.floor(at);
			if (i >= 0 && i < fine.length - 1) values[t] = fine[i] + (at - i) * (fine[i + 1] - fine[i]);
		}
		return values;
	}

	private double[] tissueCurve(final double flow, final double transit, final double delay) {
		final double[] fine = new double[fineAif.length];
		final double decay = Math.exp(-FINE_S / transit);
		for (int i = 1; i < fine.length; i++)
			fine[i] = fine[i - 1] * decay + flow / 6000 * FINE_S * (fineAif[i] + fineAif[i - 1]) / 2;
		return sampled(fine, delay);
	}

	private static double radius(final int x, final int y) {
		return Math.hypot((x - CENTRE_X) / 48., (y - CENTRE_Y) / 58.);
	}

	private void tissue(final double noiseSd) {
		final double phase = uniform(0, 6);
		final double[][] curves = { tissueCurve(60, 4, 0.8), tissueCurve(24, 5, 1.6), tissueCurve(60, 4, 1.8), tissueCurve(24, 5, 2.6), tissueCurve(18, 8, 4), tissueCurve(8, 10, 5) };
		for (int z = 0; z < SLICES; z++)
			for (int y = 0; y < HEIGHT; y++)
				for (int x = 0; x < WIDTH; x++) {
					final int i = y * WIDTH + x;
					final double r = radius(x, y);
					noise[z][i] = (float) noiseSd;
					if (r < 1) {
						brain[z][i] = true;
						final boolean grey = r > 0.86 || Math.sin(x / 4. + phase) * Math.cos(y / 5. + z) > 0.3;
						final boolean lesion = (x - CENTRE_X) * lesionSide > 8 && Math.abs(y - CENTRE_Y) < 30;
						final boolean far = y > CENTRE_Y + 20;
						hu[z][i] = grey ? 37 : 30;
						add(new Voxel(x, y, z), curves[(grey ? 0 : 1) + (lesion ? 4 : far ? 2 : 0)], 1);
					}
					else if (r < 1.05) hu[z][i] = 15;
					else if (r < 1.17) {
						hu[z][i] = (float) (r < 1.07 || r > 1.15 ? 260 : 900);
						noise[z][i] = (float) (4 * noiseSd);
					}
					else if (r < 1.25) hu[z][i] = 40;
					else hu[z][i] = -1000;
				}
	}

	/** Petrous bone inside the mask, streaks beside it, and an edge that moves in mid-scan. */
	private void hardening(final double noiseSd) {
		for (int z = 0; z < 2; z++)
			for (final int side : new int[] { -1, 1 })
				for (int dy = -4; dy <= 4; dy++)
					for (int dx = -9; dx <= 9; dx++) {
						final int i = (CENTRE_Y + 25 + dy) * WIDTH + CENTRE_X + side * 26 + dx;
						final boolean bone = Math.abs(dy) < 2;
						if (bone) hu[z][i] = 400;
						noise[z][i] = (float) ((bone ? 6 : 3) * noiseSd);
					}
		final int moved = time.count() / 3;
		for (int z = 0; z < SLICES; z++)
			for (int y = 40; y < 70; y++)
				for (int x = 0; x < 14; x++) {
					final double r = radius(x, y);
					if (r > 0.97 && r < 1.01) for (int t = moved; t < time.count(); t++)
						enhancement[z][t][y * WIDTH + x] += 150;
				}
	}

	private void add(final Voxel voxel, final double[] curve, final double fraction) {
		final int i = voxel.y() * WIDTH + voxel.x();
		for (int t = 0; t < curve.length; t++)
			enhancement[voxel.z()][t][i] = (float) (enhancement[voxel.z()][t][i] * (fraction == 1 ? 0 : 1 - fraction) + fraction * curve[t]);
		if (fraction < 1 || hu[voxel.z()][i] < 30) hu[voxel.z()][i] += (float) (fraction * (48 - hu[voxel.z()][i]));
	}

	private void box(final Set<Voxel> kind, final int x0, final int y0, final int width, final int height, final int z0, final int z1, final double[] curve, final double fraction) {
		for (int z = z0; z < z1; z++)
			for (int y = y0; y < y0 + height; y++)
				for (int x = x0; x < x0 + width; x++) {
					add(new Voxel(x, y, z), curve, fraction);
					kind.add(new Voxel(x, y, z));
				}
	}

	private void veins(final double[] outflow) {
		// superior sagittal sinus: large at the back, just outside the mask; small in front; straight sinus inside
		box(veins, CENTRE_X - 2, CENTRE_Y + 57, 5, 4, 0, SLICES, vof, 0.97);
		box(veins, CENTRE_X - 1, CENTRE_Y - 59, 2, 2, 0, SLICES, sampled(outflow, -1.5), 0.7);
		box(veins, CENTRE_X - 1, CENTRE_Y + 32, 2, 3, 0, 2, sampled(outflow, -1), 0.85);
		for (int n = 0; n < 14; n++) {
			final double angle = uniform(0, 2 * Math.PI);
			box(veins, (int) (CENTRE_X + 45 * Math.cos(angle)), (int) (CENTRE_Y + 54 * Math.sin(angle)), 1, 1 + random.nextInt(3), random.nextInt(SLICES - 1), SLICES, sampled(outflow, -uniform(0.5, 2)), uniform(0.2, 0.6));
		}
	}

	private void arteries() {
		final int z = random.nextInt(2);
		final int y = CENTRE_Y - 12 + random.nextInt(6);
		if (trunks) {
			// middle cerebral artery: two voxels wide, in the plane, on the one side occluded after a stump
			box(arteries, lesionSide > 0 ? CENTRE_X - 18 : CENTRE_X + 6, y, 13, 2, z, z + 1, sampled(fineAif, uniform(0, 0.3)), uniform(0.45, 0.7));
			box(arteries, lesionSide > 0 ? CENTRE_X + 5 : CENTRE_X - 8, y, 4, 2, z, z + 1, sampled(fineAif, uniform(0, 0.3)), uniform(0.4, 0.6));
		}
				// anterior cerebral arteries: one voxel, through the slices
		box(arteries, CENTRE_X - 1 + random.nextInt(3), CENTRE_Y - 35, 1, 1, z, SLICES, sampled(fineAif, uniform(0.3, 0.7)), uniform(0.35, 0.5));
		// branches: one voxel wide, late on the side of the occlusion
		final List<Voxel> starts = new ArrayList<>();
		for (int n = 0; n < 16; n++) {
			final int side = n % 2 == 0 ? 1 : -1;
			final Voxel start = new Voxel(CENTRE_X + side * (22 + random.nextInt(16)), CENTRE_Y - 28 + random.nextInt(44), random.nextInt(SLICES));
			starts.add(start);
			final boolean late = side == lesionSide;
			final double[] curve = late ? sampled(dispersed(fineAif, uniform(3, 5), 1.5), 0) : sampled(fineAif, uniform(0.6, 1.6));
			final Set<Voxel> kind = late ? new HashSet<>() : arteries;
			box(kind, start.x(), start.y(), 1 + random.nextInt(3), 1, start.z(), start.z() + 1, curve, uniform(0.15, 0.35));
		}
	}

	/** Adds noise and subtracts the measured baseline, as preprocessing does. */
	private void measure(final boolean correlated, final int baselineFrames) {
		final int plane = WIDTH * HEIGHT;
		for (int z = 0; z < SLICES; z++) {
			final float[] baseline = new float[plane];
			for (int t = 0; t < time.count(); t++) {
				final double[] grain = new double[plane];
				for (int i = 0; i < plane; i++)
					grain[i] = random.nextGaussian();
				for (int i = 0; i < plane; i++) {
					double sample = grain[i];
					if (correlated && i > WIDTH && i < plane - WIDTH - 1) sample = (2 * grain[i] + grain[i - 1] + grain[i + 1] + grain[i - WIDTH] + grain[i + WIDTH]) / Math.sqrt(8);
					enhancement[z][t][i] += (float) (sample * noise[z][i]);
					if (t < baselineFrames) baseline[i] += enhancement[z][t][i] / baselineFrames;
				}
			}
			for (int i = 0; i < plane; i++) {
				hu[z][i] += baseline[i];
				for (int t = 0; t < time.count(); t++)
					enhancement[z][t][i] -= baseline[i];
			}
		}
	}
}
