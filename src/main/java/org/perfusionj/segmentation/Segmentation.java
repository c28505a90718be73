package org.perfusionj.segmentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.series.Mask;

/**
 * The lesion of one case.
 *
 * @param example the case with its tissue and mirror plane
 * @param rule name of the rule
 * @param conditions what is called core and what lesion, in words
 * @param core infarct core after cleaning, part of the lesion; empty if the rule says nothing of a core
 * @param lesion core and penumbra after cleaning
 * @param side affected side
 * @param excluded what was left out of the tissue and why: name ("csf", "vessels", "old infarct", ...) to voxels
 * @param parameters every parameter in force, by name with unit, in order
 * @param warnings what the user must know to judge it
 */
public record Segmentation(LesionCase example, String rule, String conditions, Optional<Mask> core, Mask lesion, AffectedSide side, Map<String, Mask> excluded, Map<String, String> parameters, List<String> warnings) {

	/** @return the parameters in force and, after them, {@code affected_side}, for files */
	public Map<String, String> resolved() {
		final Map<String, String> resolved = new LinkedHashMap<>(parameters);
		resolved.put("affected_side", side.key());
		return resolved;
	}

	/** @return whether Tmax of the case is corrected for the delay that deconvolution adds, so that it differs from the map that was made */
	public boolean isTmaxCorrected() {
		return !parameters.getOrDefault(CoreSegmentation.TMAX_CORRECTED_BY, CoreSegmentation.NOT_CORRECTED).equals(CoreSegmentation.NOT_CORRECTED);
	}

	/** @return lesion without core; the whole lesion if the rule says nothing of a core */
	public Mask penumbra() {
		return core.map(lesion::minus).orElse(lesion);
	}

	/** @return tissue outside the lesion */
	public Mask normal() {
		return example.tissue().minus(lesion);
	}

	/** @return volume of a mask of this case, ml */
	public double ml(final Mask mask) {
		return mask.count() * mask.grid().voxelVolumeMl();
	}

	/** @return the same with other warnings */
	public Segmentation withWarnings(final List<String> all) {
		return new Segmentation(example, rule, conditions, core, lesion, side, excluded, parameters, List.copyOf(all));
	}
}
