package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;

/**
 * A volume with what is needed to show it: the image before the bolus, or a map.
 *
 * @param name short name
 * @param title name in words
 * @param unit of the values
 * @param volume the values
 * @param display colours and range
 * @param isMap whether it holds for the brain mask only
 */
record ShownVolume(String name, String title, String unit, Volume volume, MapDisplay display, boolean isMap) {

	private static final MapDisplay CT = new MapDisplay(ColorMap.GREY, 0, 80);

	/**
	 * @param signal of the series
	 * @param image its mean before the bolus, or over time for concentrations
	 * @param brain for the range where the numbers have no fixed scale
	 */
	static ShownVolume image(final SignalType signal, final Volume image, final Mask brain) {
		return switch (signal) {
			case CT -> new ShownVolume("CT", "Mean before the bolus", "HU", image, CT, false);
			case MR -> new ShownVolume("MR", "Mean before the bolus", "a.u.", image, spread(image, brain), false);
			case CONCENTRATION -> new ShownVolume("Mean", "Mean over time", signal.unit(), image, spread(image, brain), false);
		};
	}

	private static MapDisplay spread(final Volume image, final Mask brain) {
		final Sample values = Sample.of(image, brain);
		final double low = values.count() == 0 ? 0 : Math.min(0, values.percentile(1));
		final double high = values.count() == 0 ? 1 : values.percentile(99);
		return new MapDisplay(ColorMap.GREY, low, high > low ? high : low + 1);
	}

	/** @param tissue brain without large vessels and cerebrospinal fluid, for maps without a fixed range */
	static ShownVolume map(final PerfusionMap map, final Volume volume, final Mask tissue) {
		return new ShownVolume(map.key(), map.title(), map.unit(), volume, MapDisplay.of(map, volume, tissue), true);
	}

	/** @return the image if there is one, then the maps in their usual order; a Tmax that was corrected says so */
	static List<ShownVolume> of(final Segmentation segmentation) {
		final LesionMaps maps = segmentation.example().maps();
		final List<ShownVolume> all = new ArrayList<>();
		maps.image().ifPresent(image -> all.add(image(maps.signal(), image, maps.brain())));
		final Mask tissue = maps.brain().minus(maps.vessels()).minus(maps.csf());
		maps.maps().forEach((map, volume) -> {
			final ShownVolume shown = map(map, volume, tissue);
			all.add(map == PerfusionMap.TMAX && segmentation.isTmaxCorrected() ? shown.withTitle("Corrected time to maximum of the residue function") : shown);
		});
		return all;
	}

	private ShownVolume withTitle(final String other) {
		return new ShownVolume(name, other, unit, volume, display, isMap);
	}
}
