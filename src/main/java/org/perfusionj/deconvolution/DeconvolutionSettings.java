package org.perfusionj.deconvolution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.perfusionj.work.PerfusionException;

/**
 * What the user chooses about a deconvolution. Empty values are resolved by method ("auto").
 *
 * @param algorithm the method; default oSVD
 * @param matrix matrix form, for Tikhonov; empty = {@link Algorithm#defaultMatrix()}
 * @param quadrature quadrature; empty = {@link Algorithm#defaultQuadrature()}
 * @param threshold singular values below this fraction of the largest are dropped by sSVD and cSVD, 0 to 1; empty = 0.2 for
 *          sSVD (Ostergaard 1996), 0.1 for cSVD (Wu 2003)
 * @param oscillationIndex limit of the oscillation index of oSVD, greater than 0; default 0.035 (Wu 2003)
 * @param lambda how Tikhonov's parameter is chosen; default L-curve
 * @param kappa factor on the tissue concentration: haematocrit of large and small vessels and density together, greater than
 *          0; default 0.73 (Zeng et al. 2025, eq. 1)
 */
public record DeconvolutionSettings(Algorithm algorithm, Optional<MatrixForm> matrix, Optional<Quadrature> quadrature, OptionalDouble threshold, double oscillationIndex, Lambda lambda, double kappa) {

	/** Default truncation of sSVD. */
	public static final double SSVD_THRESHOLD = 0.2;
	/** Default truncation of cSVD. */
	public static final double CSVD_THRESHOLD = 0.1;
	/** Default limit of the oscillation index. */
	public static final double OSCILLATION_INDEX = 0.035;
	/** Default kappa. */
	public static final double KAPPA = 0.73;

	/** @throws PerfusionException if a value is out of range or the parts do not fit together */
	public DeconvolutionSettings {
		if (threshold.isPresent() && !(threshold.getAsDouble() >= 0 && threshold.getAsDouble() < 1)) throw new PerfusionException("threshold must be a fraction of the largest singular value, at least 0 and below 1, but is " +
			threshold.getAsDouble() + ".");
		if (!(oscillationIndex > 0)) throw new PerfusionException("oscillation_index must be positive (usually 0.01 to 0.1), but is " + oscillationIndex + ".");
		if (!(kappa > 0 && kappa < Double.POSITIVE_INFINITY)) throw new PerfusionException("kappa must be positive (0.73 by default), but is " + kappa + ".");
		if (matrix.isPresent() && algorithm != Algorithm.TIKHONOV && matrix.get() != algorithm.defaultMatrix()) throw new PerfusionException(algorithm.key() + " works on the " + algorithm.defaultMatrix().key() +
			" matrix. Use matrix=auto, or method=Tikhonov to choose the matrix.");
		if (matrix.orElse(algorithm.defaultMatrix()) == MatrixForm.CIRCULANT && quadrature.orElse(algorithm.defaultQuadrature()) == Quadrature.TRAPEZOID) throw new PerfusionException(
			"The trapezoid quadrature has no circulant form. Use quadrature=rectangle, simpson or volterra with " + algorithm.key() + ".");
	}

	/** @return the defaults of a method */
	public static DeconvolutionSettings of(final Algorithm algorithm) {
		return new DeconvolutionSettings(algorithm, Optional.empty(), Optional.empty(), OptionalDouble.empty(), OSCILLATION_INDEX, Lambda.LCURVE, KAPPA);
	}

	/** @return the same settings with another kappa */
	public DeconvolutionSettings withKappa(final double newKappa) {
		return new DeconvolutionSettings(algorithm, matrix, quadrature, threshold, oscillationIndex, lambda, newKappa);
	}

	/** @return the same settings with another quadrature */
	public DeconvolutionSettings withQuadrature(final Quadrature newQuadrature) {
		return new DeconvolutionSettings(algorithm, matrix, Optional.of(newQuadrature), threshold, oscillationIndex, lambda, kappa);
	}

	/** @return the same settings with another matrix */
	public DeconvolutionSettings withMatrix(final MatrixForm newMatrix) {
		return new DeconvolutionSettings(algorithm, Optional.of(newMatrix), quadrature, threshold, oscillationIndex, lambda, kappa);
	}

	/** @return the same settings with another choice of Tikhonov's parameter */
	public DeconvolutionSettings withLambda(final Lambda newLambda) {
		return new DeconvolutionSettings(algorithm, matrix, quadrature, threshold, oscillationIndex, newLambda, kappa);
	}

	/** @return matrix in force */
	public MatrixForm resolvedMatrix() {
		return matrix.orElse(algorithm.defaultMatrix());
	}

	/** @return quadrature in force */
	public Quadrature resolvedQuadrature() {
		return quadrature.orElse(algorithm.defaultQuadrature());
	}

	/** @return truncation in force, for sSVD and cSVD */
	public double resolvedThreshold() {
		return threshold.orElse(algorithm == Algorithm.SSVD ? SSVD_THRESHOLD : CSVD_THRESHOLD);
	}

	/** @return every parameter in force under its macro name, in order, "not used" where the method does not use it */
	public Map<String, String> resolved() {
		final Map<String, String> resolved = new LinkedHashMap<>();
		resolved.put("method", algorithm.key());
		resolved.put("matrix", resolvedMatrix().key());
		resolved.put("quadrature", resolvedQuadrature().key());
		final boolean truncates = algorithm == Algorithm.SSVD || algorithm == Algorithm.CSVD;
		resolved.put("threshold", truncates ? Double.toString(resolvedThreshold()) : "not used");
		resolved.put("oscillation_index", algorithm == Algorithm.OSVD ? Double.toString(oscillationIndex) : "not used");
		resolved.put("lambda", algorithm == Algorithm.TIKHONOV ? lambda.toString() : "not used");
		resolved.put("kappa", Double.toString(kappa));
		return resolved;
	}
}
