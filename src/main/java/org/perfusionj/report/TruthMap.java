package org.perfusionj.report;

import java.util.List;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.series.Volume;

/**
 * A true map of a phantom, named, coloured and scaled as the map that a method makes of the same quantity.
 *
 * @param key in file names and titles
 * @param like the map that a method makes
 * @param volume the truth
 */
record TruthMap(String key, PerfusionMap like, Volume volume) {

	/** @return all of them, in their usual order */
	static List<TruthMap> of(final PhantomTruth truth) {
		return List.of(new TruthMap("CBF", PerfusionMap.CBF, truth.cbf()), new TruthMap("CBV", PerfusionMap.CBV, truth.cbv()), new TruthMap("MTT", PerfusionMap.MTT, truth.mtt()), new TruthMap("delay", PerfusionMap.BAD, truth.delay()),
			new TruthMap("Tmax", PerfusionMap.TMAX, truth.tmax()));
	}

	String fileName() {
		return "truth_" + key + ".nii.gz";
	}

	String title() {
		return "True " + Character.toLowerCase(like.title().charAt(0)) + like.title().substring(1);
	}

	String unit() {
		return like.unit();
	}

	MapDisplay display() {
		return new MapDisplay(ColorMap.of(like), like.displayMin(), like.displayMax());
	}
}
