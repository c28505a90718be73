package org.perfusionj.vascular;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a vascular function is worth, and why.
 *
 * @param vessel AIF or VOF
 * @param flaws what speaks against it, the worst first; none: it is good
 */
public record CurveQuality(Vessel vessel, List<CurveFlaw> flaws) {

	/** Sorts the flaws. */
	public CurveQuality {
		flaws = flaws.stream().sorted(Comparator.comparing(CurveFlaw::verdict).reversed()).toList();
	}

	/** @return that of the worst flaw */
	public CurveVerdict verdict() {
		return flaws.isEmpty() ? CurveVerdict.GOOD : flaws.get(0).verdict();
	}

	/** @return the verdict with its reasons and then their cures, for a log or a table: "AIF: doubtful. The AIF is 24 s wide..." */
	public String text() {
		return vessel + ": " + verdict().key() + "." + Stream.concat(flaws.stream().map(CurveFlaw::finding), flaws.stream().map(CurveFlaw::cure).distinct()).map(" "::concat).collect(Collectors.joining());
	}
}
