package org.perfusionj.pipeline;

import java.util.Optional;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularFunctions;
import org.perfusionj.vascular.VascularSearch;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

/**
 * Where the vascular functions of a case come from.
 *
 * @param aif where the arterial input function comes from
 * @param vof where the venous output function comes from; empty = none
 * @param vofRequired true if a VOF that cannot be found is an error, false if it only is a warning
 * @param partialVolume how the AIF is corrected by the VOF
 */
public record FunctionSources(VascularEstimator aif, Optional<VascularEstimator> vof, boolean vofRequired, PartialVolumeCorrection partialVolume) {

	/**
	 * @param concentration of the case, without a spatial filter
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel; warnings are logged
	 * @return AIF and VOF on its time grid
	 * @throws PerfusionException if there is no AIF, or no VOF though it is required, with the reason
	 */
	public VascularFunctions find(final ConcentrationSeries concentration, final Parallel parallel, final WorkMonitor monitor) {
		final WarningCollector log = new WarningCollector(monitor);
		final VascularSearch search = aif.search(concentration);
		final VascularFunction found = search.find(Vessel.AIF, Optional.empty(), parallel, log.part(0, 0.5));
		// the same estimator has read the series already
		final Optional<VascularSearch> veins = vof.map(vein -> vein == aif ? search : vein.search(concentration));
		return partialVolume.apply(found, veins.flatMap(vein -> findVof(vein, found, parallel, log)), log);
	}

	private Optional<VascularFunction> findVof(final VascularSearch search, final VascularFunction found, final Parallel parallel, final WarningCollector log) {
		try {
			return Optional.of(search.find(Vessel.VOF, Optional.of(found), parallel, log.part(0.5, 1)));
		}
		catch (final PerfusionException none) {
			if (vofRequired) throw none;
			log.warn("There is no VOF, and the AIF is not corrected for partial volume. " + none.getMessage());
			return Optional.empty();
		}
	}
}
