package org.perfusionj.vascular;

import java.util.Optional;

/**
 * The vascular functions of one case, ready for deconvolution.
 *
 * @param aif arterial input function to use: the measured one times the factor
 * @param measuredAif arterial input function as it was measured
 * @param vof venous output function, if there is one
 * @param partialVolumeFactor what the measured AIF was multiplied by; 1 = not corrected
 */
public record VascularFunctions(VascularFunction aif, VascularFunction measuredAif, Optional<VascularFunction> vof, double partialVolumeFactor) {}
