package org.perfusionj.pipeline;

import java.util.List;
import java.util.Optional;

import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.Region;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularEstimator;

/**
 * How a case is analysed: one choice for each step of the pipeline.
 *
 * @param preprocessing how the series becomes concentration
 * @param aif where the arterial input function comes from
 * @param vof where the venous output function comes from; empty = none
 * @param vofRequired true if a VOF that cannot be found is an error, false if it only is a warning
 * @param partialVolume how the AIF is corrected by the VOF
 * @param method estimates the parameters
 * @param request which maps are wanted
 * @param regions measurement regions of the user
 */
public record AnalysisSettings(PreprocessingSettings preprocessing, VascularEstimator aif, Optional<VascularEstimator> vof, boolean vofRequired, PartialVolumeCorrection partialVolume, PerfusionMethod method, MapRequest request,
	List<Region> regions)
{

	/** Copies the list. */
	public AnalysisSettings {
		regions = List.copyOf(regions);
	}
}
