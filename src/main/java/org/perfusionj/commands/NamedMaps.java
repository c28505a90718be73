package org.perfusionj.commands;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.network.residue.ResidueRequest;
import org.perfusionj.network.residue.Uncertainty;

/**
 * A way from a series to maps that is known by its name alone, with its defaults.
 *
 * @param method makes the maps
 * @param maps what it can make of what lesions are found in
 */
record NamedMaps(MapChoices.Method method, Set<PerfusionMap> maps) {

	/** Name of deep residue estimation. */
	static final String RESIDUE = ResidueCommand.COMMAND;

	/** Density of brain tissue where kappa includes it, g/ml. */
	private static final double DENSITY = 1;

	/**
	 * @param name sSVD, cSVD, oSVD, Tikhonov or residue, in any case
	 * @param networks make the network of deep residue estimation ready
	 * @throws org.perfusionj.work.PerfusionException if it is none of them
	 */
	static NamedMaps of(final String name, final ResidueMethods networks) {
		if (name.trim().toLowerCase(Locale.ROOT).equals(RESIDUE)) {
			final ResidueRequest request = new ResidueRequest(Optional.empty(), EngineChoice.AUTO, Uncertainty.NONE, DeconvolutionSettings.KAPPA, DENSITY);
			return new NamedMaps(monitor -> networks.find(request, monitor), maps(PerfusionMap.BAD));
		}
		final DeconvolutionMethod deconvolution = new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.of(name)), DENSITY);
		return new NamedMaps(monitor -> deconvolution, maps(PerfusionMap.TMAX));
	}

	private static Set<PerfusionMap> maps(final PerfusionMap delay) {
		return Collections.unmodifiableSet(EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, delay, PerfusionMap.TTP));
	}

	/** @return the maps as the method is asked for them */
	MapRequest request() {
		return new MapRequest(maps, MapRequest.CbvRule.AREA, DeconvolutionSettings.KAPPA, DENSITY, false);
	}
}
