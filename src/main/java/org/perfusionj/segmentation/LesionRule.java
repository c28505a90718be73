package org.perfusionj.segmentation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** A way from maps to core and lesion. What is the same for all rules (what is no tissue, cleaning, side, volumes) is not its business. Implementations are immutable. */
public interface LesionRule {

	/** @return name in macros and tables */
	String name();

	/** @return what is called core and what lesion, with thresholds and units, in one sentence: no volume is shown without it */
	String conditions();

	/**
	 * @param maps of a case
	 * @return the conditions for these maps, where it depends on them which threshold holds
	 */
	default String conditions(final LesionMaps maps) {
		return conditions();
	}

	/**
	 * @param maps of a case
	 * @param monitor told what is chosen and why
	 * @return the rule that is used for these maps: this one, where it does not choose among others
	 */
	default LesionRule forMaps(final LesionMaps maps, final WorkMonitor monitor) {
		return this;
	}

	/**
	 * @param maps of a case
	 * @return why this rule was not made for these maps, to be read after "because"; empty if it may be used where nobody chose it
	 */
	default Optional<String> obstacle(final LesionMaps maps) {
		return Optional.empty();
	}

	/** @return whether it holds only for Tmax without the delay that deconvolution adds */
	default boolean needsCorrectedTmax() {
		return false;
	}

	/** @return every parameter in force, by name with unit */
	Map<String, String> parameters();

	/**
	 * @param example a case
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return core and lesion, not cleaned
	 * @throws PerfusionException if the rule cannot be applied to it, with the reason and the cure
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	Found find(LesionCase example, Parallel parallel, WorkMonitor monitor);

	/**
	 * What a rule says.
	 *
	 * @param core infarct core, part of the lesion; empty if the rule says nothing of a core
	 * @param lesion core and penumbra
	 * @param warnings what the user must know to judge it
	 */
	record Found(Optional<Mask> core, Mask lesion, List<String> warnings) {

		/** Copies the list. */
		public Found {
			warnings = List.copyOf(warnings);
		}
	}
}
