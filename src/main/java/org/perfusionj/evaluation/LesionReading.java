package org.perfusionj.evaluation;

/**
 * How a mask of one case agrees with its reference.
 *
 * @param name of the case
 * @param run in which it was found
 * @param part core or lesion
 * @param agreement the measures
 * @param isInBrain whether the specificity is that within the brain; else it is that of the whole image, air included
 */
public record LesionReading(String name, String run, LesionPart part, MaskAgreement agreement, boolean isInBrain) {
}
