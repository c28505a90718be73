package org.perfusionj.segmentation;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

/**
 * A case as rules see it: its maps, the tissue in which a lesion may lie, and the mirror plane.
 *
 * @param maps of the case
 * @param tissue brain without large vessels, cerebrospinal fluid, old infarcts and other things that are not tissue
 * @param plane mirror plane of the head
 */
public record LesionCase(LesionMaps maps, Mask tissue, MirrorPlane plane) {

	/**
	 * @param map that a rule needs
	 * @param rule its name, for the message
	 * @throws PerfusionException if there is no such map, with the way to get it
	 */
	public Volume need(final PerfusionMap map, final String rule) {
		return maps.get(map).orElseThrow(() -> new PerfusionException("rule=" + rule + " needs the map " + map.key() + " (" + map.title() + ", " + map.unit() + "), and there is none. Make it (maps=" + map.key() + ",...), or use another rule."));
	}
}
