package org.perfusionj.maps;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/**
 * Which maps are wanted and how CBV is measured.
 *
 * @param maps at least one map
 * @param cbv how CBV is measured
 * @param kappa factor on the tissue concentration, for CBV; the one of the method
 * @param density of brain tissue, g/ml, for CBV; the one of the method
 * @param residue whether the residue functions are kept (as much memory as the series)
 */
public record MapRequest(Set<PerfusionMap> maps, CbvRule cbv, double kappa, double density, boolean residue) {

	/** Tissue with a shorter Tmax than this is taken as normally perfused, s (de la Rosa et al. 2021, 3.2.2). */
	public static final double NORMAL_TMAX_S = 6;

	/** How CBV is measured. */
	public enum CbvRule implements Choice {
		/** Ratio of the areas of tissue curve and AIF. */
		AREA("area"),
		/** Integral of the residue function (Ho et al. 2016). */
		RESIDUE("residue");

		private final String key;

		CbvRule(final String key) {
			this.key = key;
		}

		/** @return name in macros */
		@Override
		public String key() {
			return key;
		}

		/** @throws PerfusionException if it is neither area nor residue */
		public static CbvRule of(final String key) {
			return Choice.of("cbv", key, values());
		}
	}

	/** @throws PerfusionException if no map is asked for */
	public MapRequest {
		if (maps.isEmpty() && !residue) throw new PerfusionException("No map is asked for. Choose some, for example maps=CBF,CBV,MTT,Tmax,TTP.");
		maps = maps.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(maps));
	}
}
