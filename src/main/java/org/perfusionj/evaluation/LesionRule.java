package org.perfusionj.evaluation;

import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A way from maps to the lesion. Every rule that is given to {@link PhantomEvaluation} is applied to the maps of every method. */
public interface LesionRule {

	/** @return name in tables */
	String name();

	/**
	 * @param result maps of a case
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the lesion, on the grid of the maps
	 * @throws org.perfusionj.work.PerfusionException if the rule cannot be applied, with the reason
	 */
	Lesion segment(PerfusionResult result, Parallel parallel, WorkMonitor monitor);

	/**
	 * What was found.
	 *
	 * @param core infarct core; may be empty
	 * @param lesion core and penumbra; may be empty
	 * @param side affected side of the patient
	 */
	record Lesion(Mask core, Mask lesion, Occlusion.Side side) {
	}
}
