package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Path;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

/** Maps as compressed NIfTI files. */
public final class NiftiVolumeWriter implements VolumeWriter {

	private final NiftiWriter writer = new NiftiWriter();

	@Override
	public String key() {
		return "nifti";
	}

	@Override
	public String extension() {
		return ".nii.gz";
	}

	@Override
	public void writeMap(final Path file, final Volume volume, final String title, final String unit, final double displayMin, final double displayMax) throws IOException {
		writer.write(file, volume, new NiftiNotes(title + " (" + unit + "), research use only", title, displayMin, displayMax));
	}

	@Override
	public void writeMask(final Path file, final Mask mask, final String title) throws IOException {
		writer.write(file, mask, new NiftiNotes(title + ", research use only", title, 0, 1));
	}

	@Override
	public void writeLabels(final Path file, final Volume labels, final String title, final String meanings) throws IOException {
		writer.writeLabels(file, labels, new NiftiNotes(meanings + ", research use only", title, 0, largest(labels)));
	}

	private static double largest(final Volume labels) {
		float largest = 1;
		for (int z = 0; z < labels.grid().slices(); z++)
			for (final float label : labels.plane(z))
				largest = Math.max(largest, label);
		return largest;
	}

	@Override
	public void writeCurves(final Path file, final float[][][] curves, final SpatialGrid grid, final TimeGrid time, final String title, final String what, final String unit, final WorkMonitor monitor) throws IOException {
		writer.write(file, curves, grid, time, new NiftiNotes(what + " (" + unit + "), research use only", title, 0, 0), monitor);
	}
}
