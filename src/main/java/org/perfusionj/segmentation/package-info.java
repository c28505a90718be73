/**
 * From maps to the lesion: infarct core and the tissue at risk around it, the side they are on, and their volumes.
 * <p>
 * {@link org.perfusionj.segmentation.CoreSegmentation} does one case: it finds the mirror plane of the head and what is no tissue, asks one
 * {@link org.perfusionj.segmentation.LesionRule} for the lesion, cleans it and names the side. Rules are found by name in
 * {@link org.perfusionj.segmentation.LesionRules}.
 */
package org.perfusionj.segmentation;
