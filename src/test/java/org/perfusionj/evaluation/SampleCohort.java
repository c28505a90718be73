package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.perfusionj.io.CsvText;
import org.perfusionj.io.DecimalText;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;

/** Comparisons of cases with numbers that other software has worked out, and folders that hold them. */
public final class SampleCohort {

	private static final double[] TPEAK = { 0.5, 0.1, 1.2, 0.4, 0.8, -0.3, 0.9, 0.2 };
	private static final double[] FWHM = { 1, 0.5, 0.8, 1.6, 0.2, 1.1, 0.7, 1.4 };
	private static final double[] PTB = { -5, 3, -8, -2, 6, -4, -1, -7 };

	private SampleCohort() {}

	/** @param i number of the case, from 0 to 7 */
	static ReadingPair pair(final int i, final Vessel vessel, final String first, final String second) {
		final double tpeak = 18 + 0.7 * i;
		final double fwhm = 9 + i * 3 % 8 * 0.5;
		final double ptb = 300 + 10 * (i * 5 % 8);
		// what tells pairs and vessels apart
		final double lower = second.equals("rater2") ? 0 : first.equals("rater1") ? 0.1 : 0.2;
		final double higher = vessel == Vessel.VOF ? 1000 : 0;
		return new ReadingPair(vessel, first, second, 0.9 - lower + 0.012 * i, tpeak, tpeak + TPEAK[i], fwhm, fwhm + FWHM[i], ptb, ptb + PTB[i], higher + 100 * (i + 1), i % 2 == 0 ? 2 : 4, "HU", second.equals(VascularReading.NETWORK) ? Optional.of(CurveVerdict.GOOD) : Optional.empty());
	}

	/** @return the pairs of the paper for both vessels */
	static List<ReadingPair> pairs(final int i) {
		final List<ReadingPair> pairs = new ArrayList<>();
		for (final Vessel vessel : Vessel.values())
			for (final String[] readers : new String[][] { { "rater1", "network" }, { "rater2", "network" }, { "rater1", "rater2" } })
				pairs.add(pair(i, vessel, readers[0], readers[1]));
		return pairs;
	}

	/** @return the text of a comparison.csv */
	public static String csv(final List<ReadingPair> pairs) {
		final CsvText text = new CsvText().line(ComparisonFile.COLUMNS);
		for (final ReadingPair pair : pairs)
			text.line(ComparisonFile.cells(pair).stream().map(cell -> cell instanceof Double number ? DecimalText.significant(number) : cell.toString()).toList());
		return text.toString();
	}

	/**
	 * @param folder new folder with a folder for each case
	 * @param cases number of cases, at most 8
	 */
	public static Path write(final Path folder, final int cases) throws IOException {
		for (int i = 0; i < cases; i++)
			Files.writeString(Files.createDirectories(folder.resolve("centre " + i % 2).resolve("case" + i)).resolve(ComparisonFile.NAME), csv(pairs(i)));
		return folder;
	}

	/** @return agreement of that many cases, as read from files */
	public static CohortAgreement of(final int cases) {
		final List<CohortCase> all = new ArrayList<>();
		for (int i = 0; i < cases; i++)
			all.add(new CohortCase("case" + i, Path.of("case" + i, ComparisonFile.NAME), pairs(i)));
		return CohortAgreement.of(all);
	}
}
