/**
 * Deconvolution of tissue curves by an arterial input function: quadratures, singular systems, regularisation rules.
 * Curves and arrays only; knows nothing of images.
 * <p>
 * The model is {@code C = A R} with {@code A} the convolution by the AIF and {@code R} the flow-scaled residue function
 * (1/s). {@link org.perfusionj.deconvolution.Deconvolution} solves it curve by curve in double precision;
 * {@link org.perfusionj.deconvolution.BlockDeconvolver} does the same for blocks of curves of an image, fast.
 */
package org.perfusionj.deconvolution;
