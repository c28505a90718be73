package org.perfusionj.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Masks of one or several runs compared with references over cases: what Table 3 and Fig. 6 of de la Rosa et al. (Med. Image Anal. 2021) are made from.
 *
 * @param runs their names, in order
 * @param cases names of all cases, by name
 * @param readings one for each case, run and part that could be compared
 * @param failures what could not be compared, with the reason
 * @param curves how maps tell core from penumbra, where the folders of cases hold maps
 * @param files what was read of each case, by its name
 */
public record LesionComparison(List<String> runs, List<String> cases, List<LesionReading> readings, List<Failure> failures, List<LesionCurve> curves, Map<String, List<Path>> files) {

	/** Copies lists and map. */
	public LesionComparison {
		runs = List.copyOf(runs);
		cases = List.copyOf(cases);
		readings = List.copyOf(readings);
		failures = List.copyOf(failures);
		curves = List.copyOf(curves);
		files = Map.copyOf(files);
	}

	/**
	 * @param name of the case
	 * @param run that cannot be compared in it
	 * @param part core or lesion; empty = neither
	 * @param reason with what to do
	 */
	public record Failure(String name, String run, Optional<LesionPart> part, String reason) {
	}

	/** @return the parts of which a case has a reference and a found mask */
	public List<LesionPart> parts() {
		return Arrays.stream(LesionPart.values()).filter(part -> readings.stream().anyMatch(reading -> reading.part() == part)).toList();
	}

	/** @return what was read of a run */
	public List<LesionReading> of(final LesionPart part, final String run) {
		return readings.stream().filter(reading -> reading.part() == part && reading.run().equals(run)).toList();
	}

	/** @return how a measure spreads over the cases of a run in which it is defined */
	public Spread spread(final LesionPart part, final String run, final LesionMeasure measure) {
		return Spread.of(of(part, run), reading -> measure.of(reading.agreement()));
	}

	/** @return number of cases in which a run could be compared; those without any reference of the part do not count as missing */
	public int missing(final LesionPart part, final String run) {
		return (int) failures.stream().filter(failure -> failure.run().equals(run) && failure.part().map(part::equals).orElse(true)).map(Failure::name).distinct().count();
	}

	/** @return volumes of a run against those of the reference, or of another run */
	public LesionContrast volumes(final LesionPart part, final String first, final String second) {
		return contrast(part, LesionMeasure.VOLUME, first, second);
	}

	/** @return every run against the reference by its volume, then every two runs by volume and all measures that a reference gives them */
	public List<LesionContrast> contrasts(final LesionPart part) {
		final List<LesionContrast> contrasts = new ArrayList<>();
		for (final String run : runs)
			contrasts.add(volumes(part, run, LesionRun.REFERENCE));
		for (final String[] pair : pairs())
			for (final LesionMeasure measure : LesionMeasure.values())
				// of two runs the errors differ as the volumes do
				if (measure != LesionMeasure.VOLUME_ERROR) contrasts.add(contrast(part, measure, pair[0], pair[1]));
		return contrasts;
	}

	/** @return every two runs, the earlier first */
	public List<String[]> pairs() {
		final List<String[]> pairs = new ArrayList<>();
		for (int i = 0; i < runs.size(); i++)
			for (int j = i + 1; j < runs.size(); j++)
				pairs.add(new String[] { runs.get(i), runs.get(j) });
		return pairs;
	}

	private LesionContrast contrast(final LesionPart part, final LesionMeasure measure, final String first, final String second) {
		final double[] x = values(part, first, measure, first);
		final double[] y = values(part, second, measure, first);
		final int[] both = IntStream.range(0, x.length).filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i])).toArray();
		return new LesionContrast(part, measure, first, second, Spread.of(IntStream.of(both).mapToDouble(i -> x[i]).toArray()), Spread.of(IntStream.of(both).mapToDouble(i -> y[i]).toArray()), MetricAgreement.of(x, y));
	}

	/**
	 * @param other run whose cases give the volumes of the reference
	 * @return the numbers of all cases, in order; NaN where there is none
	 */
	public double[] values(final LesionPart part, final String run, final LesionMeasure measure, final String other) {
		final boolean isReference = run.equals(LesionRun.REFERENCE);
		final ToDoubleFunction<MaskAgreement> number = isReference ? MaskAgreement::referenceMl : measure::of;
		final List<LesionReading> all = of(part, isReference ? other : run);
		return cases.stream().mapToDouble(name -> all.stream().filter(reading -> reading.name().equals(name)).mapToDouble(reading -> number.applyAsDouble(reading.agreement())).findFirst().orElse(Double.NaN)).toArray();
	}
}
