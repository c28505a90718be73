package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Path;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

/** Maps as calibrated ImageJ TIFF files. */
public final class TiffVolumeWriter implements VolumeWriter {

	private final TiffWriter writer = new TiffWriter();

	@Override
	public String key() {
		return "tiff";
	}

	@Override
	public String extension() {
		return ".tif";
	}

	@Override
	public void writeMap(final Path file, final Volume volume, final String title, final String unit, final double displayMin, final double displayMax) throws IOException {
		writer.write(volume, title, unit, displayMin, displayMax, file);
	}

	@Override
	public void writeMask(final Path file, final Mask mask, final String title) throws IOException {
		writer.write(mask.toVolume(), title, "", 0, 1, file);
	}

	@Override
	public void writeLabels(final Path file, final Volume labels, final String title, final String meanings) throws IOException {
		writer.writeLabels(labels, title, meanings, file);
	}

	@Override
	public void writeCurves(final Path file, final float[][][] curves, final SpatialGrid grid, final TimeGrid time, final String title, final String what, final String unit, final WorkMonitor monitor) throws IOException {
		monitor.check();
		writer.write(curves, grid, time, title, unit, file);
	}
}
