package org.perfusionj.network.residue.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurvePrior;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.work.Choice;

/**
 * What a network is trained on.
 *
 * @param design the network
 * @param prior what the curves are drawn from
 * @param seed of the curves
 * @param curves different ones to train on, at least; whole scans
 * @param curvesPerScan curves that share frames and AIF
 * @param validationCurves held out to see how training goes
 * @param calibrationCurves held out to calibrate predicted standard deviations, and as many others to test that
 */
public record ResidueTrainingPlan(ResidueDesign design, Prior prior, long seed, long curves, int curvesPerScan, int validationCurves, int calibrationCurves) {

	/** Held-out scans have numbers of their own, far from those that are trained on. */
	static final long FIRST_VALIDATION = 1L << 32;
	static final long FIRST_CALIBRATION = 2L << 32;
	static final long FIRST_COVERAGE = 3L << 32;

	/** What curves can be drawn from. */
	public enum Prior implements Choice {
		/** {@link CurvePrior#broad}. */
		BROAD,
		/** {@link CurvePrior#published}. */
		PUBLISHED;

		@Override
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}

		/** @return the distribution, with both widths of the AIF */
		public CurvePrior curves() {
			final List<AifWidth> widths = List.of(AifWidth.values());
			return this == BROAD ? CurvePrior.broad(widths) : CurvePrior.published(widths);
		}
	}

	/** @throws IllegalArgumentException if a number is impossible */
	public ResidueTrainingPlan {
		if (curves < 1 || curvesPerScan < 1 || validationCurves < 1 || calibrationCurves < 1) throw new IllegalArgumentException("Training needs at least one curve in a scan, to train on, for validation and for calibration.");
		if (curves / curvesPerScan >= Integer.MAX_VALUE) throw new IllegalArgumentException("Training on " + curves + " curves is more than can be stored. Give fewer, or more curves in a scan.");
	}

	/** @return scans that these curves make */
	int scans(final long wanted) {
		return (int) ((wanted + curvesPerScan - 1) / curvesPerScan);
	}

	/** @return everything in words and numbers, by name; in order */
	public Map<String, String> facts() {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("design", design.key());
		design.settings().forEach((name, value) -> facts.put("design_" + name, value));
		facts.put("prior", prior.key());
		facts.put("curves_seed", Long.toString(seed));
		facts.put("different_curves", Long.toString((long) scans(curves) * curvesPerScan));
		facts.put("curves_per_scan", Integer.toString(curvesPerScan));
		facts.put("validation_curves", Integer.toString(scans(validationCurves) * curvesPerScan));
		return facts;
	}

	/**
	 * @param fixed part of the graph that has no weights
	 * @return all that decides how the scan of a number is stored, which is not all of the design
	 */
	String recipe(final Graph fixed) {
		return prior.curves() + ", " + CurveSimulator.STANDARD + ", seed " + seed + ", " + curvesPerScan + " curves in a scan, fixed part " + GraphFingerprint.of(design, fixed);
	}
}
