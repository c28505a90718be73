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
 * @param localAif whether the local AIFs are kept (as much memory again); only of a method that estimates them
 */
public record MapRequest(Set<PerfusionMap> maps, CbvRule cbv, double kappa, double density, boolean residue, boolean localAif) {

	/** Tissue with a shorter Tmax than this is taken as normally perfused, s (de la Rosa et al. 2021, 3.2.2); where a method has none, a shorter BAD. */
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
		if (maps.isEmpty() && !residue && !localAif) throw new PerfusionException("No map is asked for. Choose some, for example maps=CBF,CBV,MTT,Tmax,TTP.");
		maps = maps.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(maps));
	}

	/** A request without local AIFs. */
	public MapRequest(final Set<PerfusionMap> maps, final CbvRule cbv, final double kappa, final double density, final boolean residue) {
		this(maps, cbv, kappa, density, residue, false);
	}
}
