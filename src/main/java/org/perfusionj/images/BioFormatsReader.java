package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import ij.ImagePlus;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesEntry;
import org.perfusionj.io.SeriesReader;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The last resort: any other file, through the Bio-Formats of the host. Not used for NIfTI, DICOM and TIFF, which this
 * software reads itself: Bio-Formats leaves the rescale of NIfTI and DICOM unapplied.
 */
public final class BioFormatsReader implements SeriesReader {

	private final Supplier<Optional<ForeignOpener>> finder;

	/** Uses the Bio-Formats of this ImageJ. */
	public BioFormatsReader() {
		this(BioFormats::find);
	}

	/** @param finder gives what opens the files, or nothing where it is not installed */
	public BioFormatsReader(final Supplier<Optional<ForeignOpener>> finder) {
		this.finder = finder;
	}

	@Override
	public String name() {
		return "any format of Bio-Formats (in Fiji)";
	}

	@Override
	public boolean canRead(final Path path) {
		return Files.isRegularFile(path) && !ImageFileName.isKnown(path);
	}

	@Override
	public List<SeriesEntry> list(final Path path, final WorkMonitor monitor) throws IOException {
		opener(path);
		// what is in it is only known once all of it has been read
		return List.of(new SeriesEntry("", path.getFileName() + " (Bio-Formats)", true));
	}

	@Override
	public PerfusionSeries read(final Path path, final ReadOptions options, final WorkMonitor monitor) throws IOException {
		final ImagePlus image = opener(path).open(path);
		monitor.log("Warning: read by Bio-Formats: check that the values are HU (or signal) as expected; a rescale in the file may not have been applied.");
		return HyperstackSeries.of(image, options, monitor);
	}

	private ForeignOpener opener(final Path path) {
		if (!Files.isRegularFile(path)) throw new PerfusionException(path + " is no file. Check the path.");
		return finder.get().orElseThrow(() -> new PerfusionException("\"" + path.getFileName() +
			"\" is of a format that PerfusionJ does not read itself (NIfTI, DICOM, TIFF), and the Bio-Formats plugin (class loci.plugins.BF) is not installed in this ImageJ. Open the file in Fiji, which has it, install" +
			" bioformats_package.jar in the plugins folder, or convert the series to NIfTI."));
	}
}
