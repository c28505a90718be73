package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.VascularRois;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.work.PerfusionException;

/**
 * ROI files of the ROI Manager. Of several raters the first counts, as the paper trains on its rater 1.
 *
 * @param files at least one
 */
record RoiAnnotation(List<Path> files) implements ScanAnnotation {

	@Override
	public String text() {
		return "ROIs of rater 1";
	}

	@Override
	public VascularRois of(final PerfusionSeries series) throws IOException {
		final RoiRegions translator = RoiRegions.of(series);
		final List<Region> regions = new ArrayList<>();
		for (final Path file : files)
			regions.addAll(translator.regions(RoiFiles.read(file)));
		final VascularRois all = VascularRois.of(regions);
		if (all.byRater().isEmpty()) throw new PerfusionException("There is no ROI in " + files.get(0) + " whose name starts with AIF or VOF. Name them so: AIF for the artery, VOF for the large vein.");
		return all.byRater().get(all.byRater().firstKey());
	}
}
