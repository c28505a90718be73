package org.perfusionj.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.util.Fraction;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * A small made-up CT perfusion series of an elliptical head with a stroke in the left hemisphere, and what is true of it. It
 * is a sample to try the software on, not a phantom to measure methods with: tissue is uniform within a class, nothing
 * moves, and nothing is blurred.
 * <p>
 * 128 x 128 x 4 voxels of 2 x 2 x 8 mm, 50 frames 1 s apart, HU stored as 16-bit integers. Stored the radiological way: x
 * runs to the patient's left, y to posterior, z to superior.
 * <p>
 * Tissue curves are C(t) = CBF / (6000 kappa) * (AIF * r)(t - delay) with kappa = 0.73 and density 1, the defaults of the
 * maps, and the residue function r(t) = exp(-t/b) (1 + t/b + (t/b)^2/2), b = MTT/3: gamma distributed transit times. The
 * arterial input function is a gamma-variate bolus with recirculation. The venous function is the arterial one after the
 * same kind of transport, with the same area: later, wider, and higher than arteries appear, since these share their voxels
 * with tissue.
 *
 * @param series HU
 * @param cbf ml/100 g/min; 0 in voxels that are no brain tissue, as in the other maps
 * @param cbv ml/100 g
 * @param mtt s
 * @param delay arrival after the arterial input function, s
 * @param labels ordinal of {@link SampleTissue}
 * @param aif arterial input function, HU above baseline, at the frame times
 * @param vof venous output function, HU above baseline, at the frame times
 */
public record SampleSeries(PerfusionSeries series, Volume cbf, Volume cbv, Volume mtt, Volume delay, Volume labels, TimeCurve aif, TimeCurve vof) {

	/** Standard deviation of the noise, HU. */
	public static final double NOISE_HU = 4.5;

	/** Haematocrit and density factor of the curves, see above. */
	public static final double KAPPA = 0.73;

	private static final int SIZE = 128;
	private static final int SLICES = 4;
	private static final double PIXEL_MM = 2;
	private static final double SLICE_MM = 8;
	private static final TimeGrid FRAMES = new TimeGrid(0, 1, 50);
	/** Step of the convolutions, s. */
	private static final double FINE_S = 0.05;
	private static final double AIF_PEAK_HU = 300;
	private static final double ARRIVAL_S = 9;
	/** The artery beyond the occlusion fills late. */
	private static final double LATE_ARTERY_S = 4;
	private static final double VENOUS_TRANSIT_S = 4;
	private static final double VENOUS_DELAY_S = 1;

	/**
	 * @param seed of the noise; the same seed gives the same series
	 * @return a new sample, made in about half a second
	 */
	public static SampleSeries create(final long seed) {
		final double centre = PIXEL_MM * (SIZE - 1) / 2;
		final SpatialGrid grid = new SpatialGrid(SIZE, SIZE, SLICES, PIXEL_MM, PIXEL_MM, SLICE_MM, Orientation.scanner(new double[] { -PIXEL_MM, 0, 0, centre, 0, -PIXEL_MM, 0, centre, 0, 0, SLICE_MM, 0 }));
		final double[] aif = fine(SampleSeries::arterial);
		final double[] vof = convolved(aif, t -> t * t * Math.exp(-3 * t / VENOUS_TRANSIT_S) * 13.5 / Math.pow(VENOUS_TRANSIT_S, 3), VENOUS_DELAY_S);
		final SampleTissue[][] tissue = new SampleTissue[SLICES][SIZE * SIZE];
		final double[][] blood = new double[SLICES][SIZE * SIZE];
		for (int z = 0; z < SLICES; z++)
			SampleHead.draw(z, SIZE, PIXEL_MM, tissue[z], blood[z]);
		final PerfusionSeries series = new PerfusionSeries("sample", samples(seed, tissue, blood, aif, vof), 1, 0, grid, AcquisitionTimes.uniform(FRAMES.count(), FRAMES.stepS()), SignalType.CT);
		return new SampleSeries(series, map(grid, tissue, SampleTissue::cbf), map(grid, tissue, SampleTissue::cbv), map(grid, tissue, SampleTissue::mtt), map(grid, tissue, SampleTissue::delay), map(grid, tissue,
			SampleTissue::ordinal), new TimeCurve(FRAMES, atFrames(aif)), new TimeCurve(FRAMES, atFrames(vof)));
	}

	private static PlanarImg<ShortType, ShortArray> samples(final long seed, final SampleTissue[][] tissue, final double[][] blood, final double[] aif, final double[] vof) {
		final Map<SampleTissue, double[]> curves = new EnumMap<>(SampleTissue.class);
		for (final SampleTissue one : SampleTissue.values())
			curves.put(one, one.isPerfused() ? atFrames(tissueCurve(one, aif)) : new double[FRAMES.count()]);
		final double[] artery = atFrames(aif);
		final double[] lateArtery = atFrames(delayed(aif, LATE_ARTERY_S));
		final double[] vein = atFrames(vof);
		final double[] surroundings = curves.get(SampleTissue.GREY);
		final List<ShortArray> planes = new ArrayList<>();
		for (int t = 0; t < FRAMES.count(); t++)
			for (int z = 0; z < SLICES; z++) {
				final double[] noise = noise(new Random(31 * seed + t * SLICES + z));
				final short[] plane = new short[SIZE * SIZE];
				for (int i = 0; i < plane.length; i++) {
					final SampleTissue one = tissue[z][i];
					final double fraction = blood[z][i];
					final double enhancement = switch (one) {
						// blood fills a fraction of the voxel; on the side of the stroke (right half of the image) it comes late
						case ARTERY -> fraction * (SampleHead.isStrokeSide(i % SIZE, SIZE) ? lateArtery[t] : artery[t]) + (1 - fraction) * surroundings[t];
						case VEIN -> fraction * vein[t];
						default -> curves.get(one)[t];
					};
					plane[i] = (short) Math.round(one.hu() + enhancement + noise[i]);
				}
				planes.add(new ShortArray(plane));
			}
		final PlanarImg<ShortType, ShortArray> image = new PlanarImg<>(planes, new long[] { SIZE, SIZE, SLICES, FRAMES.count() }, new Fraction());
		image.setLinkedType(new ShortType(image));
		return image;
	}

	private static double[] tissueCurve(final SampleTissue tissue, final double[] aif) {
		final double b = tissue.mtt() / 3;
		final double[] curve = convolved(aif, t -> Math.exp(-t / b) * (1 + t / b + t * t / (2 * b * b)), tissue.delay());
		for (int i = 0; i < curve.length; i++)
			curve[i] *= tissue.cbf() / (6000 * KAPPA);
		return curve;
	}

	/** Bolus, its second pass and what stays in the blood, HU. */
	private static double arterial(final double t) {
		final double stays = t > ARRIVAL_S ? 1 - Math.exp(-(t - ARRIVAL_S) / 10) : 0;
		return AIF_PEAK_HU * (gammaVariate(t - ARRIVAL_S, 3, 1.5) + 0.12 * gammaVariate(t - ARRIVAL_S - 10, 3, 3.5) + 0.04 * stays);
	}

	/** t^a exp(-t/b), scaled to a peak of 1. */
	private static double gammaVariate(final double t, final double a, final double b) {
		return t <= 0 ? 0 : Math.exp(a * (Math.log(t / (a * b)) + 1) - t / b);
	}

	private static double[] fine(final DoubleUnaryOperator function) {
		final double[] values = new double[(int) Math.round((FRAMES.count() - 1) * FRAMES.stepS() / FINE_S) + 1];
		for (int i = 0; i < values.length; i++)
			values[i] = function.applyAsDouble(i * FINE_S);
		return values;
	}

	/** Integral of input(s) kernel(t - delay - s) ds by the trapezoid rule on the fine grid. */
	private static double[] convolved(final double[] input, final DoubleUnaryOperator kernel, final double delay) {
		final double[] weights = fine(kernel);
		final double[] result = new double[input.length];
		for (int i = 0; i < input.length; i++) {
			double sum = (input[0] * weights[i] + input[i] * weights[0]) / 2;
			for (int k = 1; k < i; k++)
				sum += input[k] * weights[i - k];
			result[i] = sum * FINE_S;
		}
		return delayed(result, delay);
	}

	private static double[] delayed(final double[] curve, final double delay) {
		final int shift = (int) Math.round(delay / FINE_S);
		final double[] result = new double[curve.length];
		System.arraycopy(curve, 0, result, shift, curve.length - shift);
		return result;
	}

	private static double[] atFrames(final double[] curve) {
		final double[] values = new double[FRAMES.count()];
		for (int t = 0; t < values.length; t++)
			values[t] = curve[(int) Math.round(FRAMES.time(t) / FINE_S)];
		return values;
	}

	/** Gaussian noise, correlated between neighbours as in a reconstructed image (1-2-1 along x and y). */
	private static double[] noise(final Random random) {
		final double[] white = new double[SIZE * SIZE];
		for (int i = 0; i < white.length; i++)
			white[i] = random.nextGaussian();
		final double[] rows = new double[white.length];
		final double[] noise = new double[white.length];
		// 1-2-1 has the norm sqrt(6) along each axis
		for (int y = 0; y < SIZE; y++)
			for (int x = 0; x < SIZE; x++)
				rows[y * SIZE + x] = white[y * SIZE + (x + SIZE - 1) % SIZE] + 2 * white[y * SIZE + x] + white[y * SIZE + (x + 1) % SIZE];
		for (int y = 0; y < SIZE; y++)
			for (int x = 0; x < SIZE; x++)
				noise[y * SIZE + x] = NOISE_HU / 6 * (rows[(y + SIZE - 1) % SIZE * SIZE + x] + 2 * rows[y * SIZE + x] + rows[(y + 1) % SIZE * SIZE + x]);
		return noise;
	}

	private static Volume map(final SpatialGrid grid, final SampleTissue[][] tissue, final ToDoubleFunction<SampleTissue> value) {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < SLICES; z++)
			for (int i = 0; i < tissue[z].length; i++)
				volume.plane(z)[i] = (float) value.applyAsDouble(tissue[z][i]);
		return volume;
	}
}
