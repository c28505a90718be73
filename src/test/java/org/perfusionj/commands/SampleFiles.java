package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.simulation.SampleSeries;
import org.perfusionj.work.WorkMonitor;

/** Input files for tests of commands, most of them made of slices of the sample series. */
public final class SampleFiles {

	/** The slice of the sample with all its vessels and tissues. */
	static final int SLICE = 1;

	private SampleFiles() {}

	/** Value of one sample. */
	public interface Sample {

		/** @return the calibrated value */
		double at(int x, int y, int z, int t);
	}

	/** @return the sample, made once in a JVM */
	public static SampleSeries sample() {
		return Holder.SAMPLE;
	}

	/** @return slices of the sample as floats */
	public static PerfusionSeries slices(final int first, final int count) {
		return changed(first, count, (hu, x, y, z, t) -> hu);
	}

	/** Changes a sample. */
	public interface Change {

		/** @return the new value */
		double of(float hu, int x, int y, int z, int t);
	}

	/** @return slices of the sample with other values; z is counted from the first of them */
	public static PerfusionSeries changed(final int first, final int count, final Change change) {
		final PerfusionSeries whole = sample().series();
		final SpatialGrid all = whole.grid();
		final SpatialGrid grid = new SpatialGrid(all.width(), all.height(), count, all.spacingX(), all.spacingY(), all.spacingZ(), all.orientation());
		final float[][][] planes = new float[count][whole.frames()][grid.planeSize()];
		for (int z = 0; z < count; z++)
			for (int t = 0; t < whole.frames(); t++)
				whole.planes().read(first + z, t, planes[z][t]);
		return series(grid, whole.times(), SignalType.CT, (x, y, z, t) -> change.of(planes[z][t][y * grid.width() + x], x, y, z, t));
	}

	/** @return a series named "sample" */
	public static PerfusionSeries series(final SpatialGrid grid, final AcquisitionTimes times, final SignalType signal, final Sample sample) {
		final List<FloatArray> planes = new ArrayList<>();
		for (int t = 0; t < times.frames(); t++)
			for (int z = 0; z < grid.slices(); z++) {
				final float[] plane = new float[grid.planeSize()];
				for (int i = 0; i < plane.length; i++)
					plane[i] = (float) sample.at(i % grid.width(), i / grid.width(), z, t);
				planes.add(new FloatArray(plane));
			}
		final PlanarImg<FloatType, FloatArray> image = new PlanarImg<>(planes, new long[] { grid.width(), grid.height(), grid.slices(), times.frames() }, new Fraction());
		image.setLinkedType(new FloatType(image));
		return new PerfusionSeries("sample", image, 1, 0, grid, times, signal);
	}

	/** @return the file, written */
	public static Path nifti(final Path file, final PerfusionSeries series) throws IOException {
		new NiftiWriter().write(file, series, NiftiNotes.NONE, WorkMonitor.SILENT);
		return file;
	}

	/** @return a curve file, written */
	static Path curves(final Path file, final TimeCurve aif, final Optional<TimeCurve> vof) throws IOException {
		CurveFile.write(file, new CurveFile.Curves(aif, vof), Map.of(), List.of());
		return file;
	}

	/** @return the true AIF of the sample as a curve file */
	static Path trueAif(final Path folder) throws IOException {
		return curves(folder.resolve("true aif.csv"), sample().aif(), Optional.empty());
	}

	private static final class Holder {

		static final SampleSeries SAMPLE = SampleSeries.create(1);
	}
}
