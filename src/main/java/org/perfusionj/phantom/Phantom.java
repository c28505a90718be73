package org.perfusionj.phantom;

import java.util.Map;

import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.series.PerfusionSeries;

/**
 * A simulated CT perfusion scan of a head, and what is true of it.
 *
 * @param settings what was asked for
 * @param anatomy name of the template of the head
 * @param occlusion where the clot sits
 * @param series HU
 * @param truth what is true of it
 * @param description everything that was drawn, in words and numbers with units, for the JSON file; in order
 */
public record Phantom(PhantomSettings settings, String anatomy, Occlusion occlusion, PerfusionSeries series, PhantomTruth truth, Map<String, Object> description) {
}
