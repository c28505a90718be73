package org.perfusionj.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;

/** A concentration series to measure on: a frame every second, tissue curves of different flow, transit time and delay with noise, 4096 distinct ones, spread over it. */
final class BenchmarkScan {

	private static final int CURVES = 4096;
	private static final int ONSET_FRAME = 8;

	private final SpatialGrid grid;
	private final int frames;

	BenchmarkScan(final int width, final int height, final int slices, final int frames) {
		this.grid = new SpatialGrid(width, height, slices, 1, 1, 8, Orientation.NONE);
		this.frames = frames;
	}

	SpatialGrid grid() {
		return grid;
	}

	double[] aif() {
		final double[] aif = new double[frames];
		for (int k = 0; k < frames; k++) {
			final double t = Math.max(0, k - ONSET_FRAME);
			aif[k] = 300 * Math.pow(t / 4.5, 3) * Math.exp(3 - t / 1.5);
		}
		return aif;
	}

	PerfusionSeries series() {
		final float[][] curves = curves(aif());
		final List<FloatArray> planes = new ArrayList<>();
		for (int t = 0; t < frames; t++)
			for (int z = 0; z < grid.slices(); z++) {
				final float[] plane = new float[grid.planeSize()];
				for (int i = 0; i < plane.length; i++)
					plane[i] = curves[(int) ((i * 2654435761L + z * 40503L) & CURVES - 1)][t];
				planes.add(new FloatArray(plane));
			}
		final PlanarImg<FloatType, FloatArray> image = new PlanarImg<>(planes, new long[] { grid.width(), grid.height(), grid.slices(), frames }, new Fraction());
		image.setLinkedType(new FloatType(image));
		return new PerfusionSeries("benchmark", image, 1, 0, grid, AcquisitionTimes.uniform(frames, 1), SignalType.CONCENTRATION);
	}

	private float[][] curves(final double[] aif) {
		final Random random = new Random(1);
		final float[][] curves = new float[CURVES][frames];
		for (final float[] curve : curves) {
			final double flow = (10 + 60 * random.nextDouble()) / 6000 / 0.73;
			final double mtt = 3 + 9 * random.nextDouble();
			final double delay = 6 * random.nextDouble();
			final double noise = 1 + 3 * random.nextDouble();
			for (int i = 0; i < frames; i++) {
				double sum = 0;
				for (int j = (int) Math.ceil(delay); j <= i; j++)
					sum += aif[i - j] * Math.exp(-(j - delay) / mtt);
				curve[i] = (float) (flow * sum + noise * random.nextGaussian());
			}
		}
		return curves;
	}
}
