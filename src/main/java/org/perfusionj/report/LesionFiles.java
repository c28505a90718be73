package org.perfusionj.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import ij.gui.Roi;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes a segmentation into the folder of its case: {@code volumes.csv} (every number with unit and conditions), the masks {@code core} and {@code penumbra}, the labels {@code lesion_labels}
 * (0 nothing, 1 normal tissue, 2 penumbra, 3 core, 4 brain that was left out), {@code rois.zip}, the figure {@code mosaic.png}, and {@code parameters.json}. There is no {@code core} where the rule says nothing of
 * a core; the whole lesion is in {@code penumbra} then.
 */
public final class LesionFiles {

	private final Segmentation segmentation;
	private final LesionNumbers numbers;
	private final BufferedImage figure;
	private final VolumeWriter writer;

	/**
	 * @param segmentation what is written
	 * @param numbers its volumes
	 * @param figure picture of it, as {@link LesionFigure} draws it
	 * @param writer file format of masks and labels
	 */
	public LesionFiles(final Segmentation segmentation, final LesionNumbers numbers, final BufferedImage figure, final VolumeWriter writer) {
		this.segmentation = segmentation;
		this.numbers = numbers;
		this.figure = figure;
		this.writer = writer;
	}

	/**
	 * Writes all files; the caller commits the folder.
	 *
	 * @param folder where to
	 * @param provenance what the maps were and how the segmentation was asked for
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be written
	 */
	public void write(final OutputFolder folder, final Provenance provenance, final WorkMonitor monitor) throws IOException {
		writeResults(folder, monitor);
		final List<Roi> rois = new LesionRois(segmentation).all();
		if (!rois.isEmpty()) folder.write("rois.zip", file -> RoiFiles.write(rois, file));
		provenance.finish(folder, segmentation.resolved(), Stream.concat(segmentation.warnings().stream(), numbers.warnings().stream()).toList());
	}

	/**
	 * Writes all files but {@code rois.zip} and {@code parameters.json}, for a case that has more of both: the caller writes the ROIs of {@link LesionRois} with the others and ends with
	 * {@link Provenance#finish}.
	 *
	 * @param folder where to; may already hold further files of the case
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be written
	 */
	public void writeResults(final OutputFolder folder, final WorkMonitor monitor) throws IOException {
		monitor.check();
		monitor.progress(0, "Writing the lesion");
		folder.write("volumes.csv", file -> LesionTable.of(numbers).write(file));
		if (segmentation.core().isPresent()) folder.write("core" + writer.extension(), file -> writer.writeMask(file, segmentation.core().get(), "core"));
		folder.write("penumbra" + writer.extension(), file -> writer.writeMask(file, segmentation.penumbra(), "penumbra"));
		monitor.check();
		final LesionLabels labels = new LesionLabels(segmentation);
		folder.write("lesion_labels" + writer.extension(), file -> writer.writeLabels(file, labels.volume(), "lesion labels", labels.meanings()));
		monitor.check();
		folder.write("mosaic.png", file -> PngFile.write(figure, file));
		monitor.check();
		monitor.progress(1, "Written");
	}
}
