package org.perfusionj.segmentation;

import java.util.Map;
import java.util.function.IntConsumer;

import org.perfusionj.preprocessing.PlaneSmoothing;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Smooths maps within tissue before a threshold is put to them: what is no tissue, or has no finite value, neither gives nor takes. */
final class TissueSmoothing {

	private final double fwhmMm;
	private final boolean median;

	/** @param thresholds with the smoothing */
	TissueSmoothing(final RuleThresholds thresholds) {
		this.fwhmMm = thresholds.smoothingMm();
		this.median = thresholds.median();
	}

	/** @return the smoothing in words, for the conditions of a rule */
	String words() {
		if (fwhmMm > 0) return "maps smoothed within tissue (gaussian of " + ThresholdText.of(fwhmMm) + " mm" + (median ? ", delays by a median of 3 x 3 x 3 first)" : ")");
		return median ? "delays smoothed within tissue by a median of 3 x 3 x 3" : "maps not smoothed";
	}

	/** Puts the smoothing into the parameters of a rule. */
	void into(final Map<String, String> parameters) {
		parameters.put("maps_fwhm_mm", ThresholdText.of(fwhmMm));
		parameters.put("delay_median", Boolean.toString(median));
	}

	/**
	 * @param map of flow or volume; not modified
	 * @param tissue in which it counts
	 * @param parallel threads to use
	 * @param monitor asked for cancel
	 * @return the smoothed map
	 */
	TissueMap apply(final Volume map, final Mask tissue, final Parallel parallel, final WorkMonitor monitor) {
		if (fwhmMm == 0) return new TissueMap(map, tissue);
		final float[][] planes = new float[map.grid().slices()][];
		parallel.run(planes.length, monitor, () -> {
			final PlaneSmoothing smoothing = new PlaneSmoothing(map.grid(), fwhmMm);
			final IntConsumer slice = z -> {
				planes[z] = map.plane(z).clone();
				smoothing.smooth(planes[z], finite(planes[z], tissue.plane(z)));
			};
			return slice;
		});
		return new TissueMap(new Volume(map.grid(), planes), tissue);
	}

	/** As {@link #apply}, of Tmax or BAD. */
	TissueMap applyToDelay(final Volume map, final Mask tissue, final Parallel parallel, final WorkMonitor monitor) {
		return apply(median ? median(map, tissue, parallel, monitor) : map, tissue, parallel, monitor);
	}

	private static boolean[] finite(final float[] plane, final boolean[] tissue) {
		final boolean[] valid = tissue.clone();
		for (int i = 0; i < valid.length; i++)
			valid[i] &= Float.isFinite(plane[i]);
		return valid;
	}

	private static Volume median(final Volume map, final Mask tissue, final Parallel parallel, final WorkMonitor monitor) {
		final SpatialGrid grid = map.grid();
		final float[][] planes = new float[grid.slices()][];
		parallel.run(planes.length, monitor, () -> {
			final TissueMedian neighbours = new TissueMedian(map, tissue);
			final IntConsumer slice = z -> {
				planes[z] = map.plane(z).clone();
				for (int i = 0; i < planes[z].length; i++)
					if (tissue.plane(z)[i] && Float.isFinite(planes[z][i])) planes[z][i] = neighbours.at(i % grid.width(), i / grid.width(), z);
			};
			return slice;
		});
		return new Volume(grid, planes);
	}
}
