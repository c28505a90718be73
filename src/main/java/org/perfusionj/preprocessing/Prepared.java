package org.perfusionj.preprocessing;

import java.util.List;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.SliceSource;

/**
 * What preprocessing made of a series.
 *
 * @param concentration the series, ready for vascular functions and deconvolution
 * @param unfilteredSlices the same concentration without the spatial filter: a filter lowers and widens the curves of small
 *          arteries, so vascular functions are taken from these
 * @param bolus mean curve of the strongest-enhancing part in which the bolus was looked for (HU for CT, -ln S for MR), on the
 *          time grid; empty for a concentration input
 * @param notes what was decided: resampling, baseline, arrival, mask
 * @param warnings what the user must know to judge the result
 */
public record Prepared(ConcentrationSeries concentration, SliceSource unfilteredSlices, Optional<TimeCurve> bolus, List<String> notes, List<String> warnings) {

	/** Copies the lists. */
	public Prepared {
		notes = List.copyOf(notes);
		warnings = List.copyOf(warnings);
	}

	/** @return the series without the spatial filter */
	public ConcentrationSeries unfiltered() {
		return new ConcentrationSeries(concentration.series(), unfilteredSlices, concentration.time(), concentration.baseline(), concentration.baselineImage(), concentration.mask(), concentration.nonFiniteVoxels());
	}
}
