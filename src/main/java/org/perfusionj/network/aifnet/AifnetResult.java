package org.perfusionj.network.aifnet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.perfusionj.io.DecimalText;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.CurveQuality;
import org.perfusionj.vascular.RiseTimes;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.work.WorkMonitor;

/**
 * What AIFNet found.
 *
 * @param function the curve, for the VOF recalibrated, with the voxels that contribute most, best first
 * @param probability how much each voxel of the scan contributes, sum 1 (equation 3 of the paper)
 * @param recalibration what the curve was multiplied by (2.4.1); 1 for the AIF
 * @param rises when the parts of the scan rise that contribute
 */
public record AifnetResult(VascularFunction function, Volume probability, double recalibration, RiseTimes rises) {

	/**
	 * @param network what it was found with, see {@link AifnetFinder#facts}
	 * @param voxels what contributes to it
	 * @param quality what it is worth
	 * @return the function with all that the provenance file says of it
	 */
	public VascularFunction documented(final Map<String, String> network, final Contributions voxels, final CurveQuality quality) {
		final Map<String, String> facts = new LinkedHashMap<>(network);
		facts.put("recalibration", DecimalText.significant(recalibration));
		facts.put("effective_voxels", DecimalText.significant(voxels.effectiveVoxels()));
		facts.put("verdict", quality.verdict().key());
		facts.put("flaws", quality.flaws().stream().map(flaw -> flaw.kind().key()).distinct().collect(Collectors.joining(",")));
		return function.withFacts(facts);
	}

	/**
	 * @param monitor asked for cancellation as long as they are used
	 * @return what contributes to the curve, to judge it by
	 */
	public Contributions contributions(final WorkMonitor monitor) {
		return Contributions.of(probability, rises, monitor);
	}
}
