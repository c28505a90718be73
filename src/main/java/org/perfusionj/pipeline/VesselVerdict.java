package org.perfusionj.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.CurveFlaw;
import org.perfusionj.vascular.CurveJudge;
import org.perfusionj.vascular.CurveQuality;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularMetrics;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.WarningCollector;

/**
 * What one vascular function of an analysed case is worth.
 *
 * @param vessel AIF or VOF
 * @param verdict good, doubtful or unusable
 * @param reasons what speaks against it, the worst first
 * @param source how it was found
 * @param metrics its numbers, as it was measured
 */
public record VesselVerdict(Vessel vessel, CurveVerdict verdict, List<String> reasons, String source, VascularMetrics metrics) {

	/** Fact of a function that was judged when it was found, by all that contributes to it. */
	private static final String VERDICT = "verdict";
	/** Fact that names its flaws. */
	private static final String FLAWS = "flaws";

	/** Copies the list. */
	public VesselVerdict {
		reasons = List.copyOf(reasons);
	}

	/**
	 * @param log told what speaks against a curve that was not judged when it was found
	 * @return verdicts on the AIF as measured and, if there is one, on the VOF
	 */
	static List<VesselVerdict> of(final PerfusionResult result, final WarningCollector log) {
		final CurveJudge judge = new CurveJudge(result.concentration(), result.tissue());
		final List<VesselVerdict> verdicts = new ArrayList<>();
		verdicts.add(of(result.measuredAif(), Optional.empty(), judge, result.concentration(), log));
		result.vof().ifPresent(vof -> verdicts.add(of(vof, Optional.of(result.measuredAif()), judge, result.concentration(), log)));
		return List.copyOf(verdicts);
	}

	private static VesselVerdict of(final VascularFunction function, final Optional<VascularFunction> aif, final CurveJudge judge, final ConcentrationSeries series, final WarningCollector log) {
		final Contributions voxels = Contributions.of(function.voxels());
		final VascularMetrics metrics = VascularMetrics.of(function, voxels, series);
		if (function.facts().containsKey(VERDICT)) {
			final CurveVerdict verdict = CurveVerdict.valueOf(function.facts().get(VERDICT).toUpperCase(Locale.ROOT));
			return new VesselVerdict(function.vessel(), verdict, kinds(function.facts().getOrDefault(FLAWS, "")), function.source(), metrics);
		}
		final CurveQuality quality = judge.judge(function, voxels, aif);
		quality.flaws().forEach(flaw -> log.warn(flaw.text()));
		return new VesselVerdict(function.vessel(), quality.verdict(), quality.flaws().stream().map(CurveFlaw::text).toList(), function.source(), metrics);
	}

	private static List<String> kinds(final String flaws) {
		return Arrays.stream(flaws.split(",")).filter(flaw -> !flaw.isBlank()).map(flaw -> flaw.replace('_', ' ')).toList();
	}
}
