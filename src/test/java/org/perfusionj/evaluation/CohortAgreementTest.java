package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Eight cases against NumPy 2.4 and SciPy 1.17. */
class CohortAgreementTest {

	@TempDir
	private Path folder;

	private static void assertSpread(final double mean, final double sd, final double p5, final double p95, final Spread spread) {
		assertEquals(mean, spread.mean(), 1e-9);
		assertEquals(sd, spread.sd(), 1e-9);
		assertEquals(p5, spread.p5(), 1e-9);
		assertEquals(p95, spread.p95(), 1e-9);
	}

	@Test
	void theNumbersAreThoseOfOtherSoftware() throws Exception {
		final CohortAgreement cohort = CohortAgreement.of(CohortCase.below(SampleCohort.write(folder, 8), WorkMonitor.SILENT));

		final PairAgreement pair = cohort.of(Vessel.AIF).get(0);
		assertEquals(8, pair.cases());
		assertSpread(0.942, 0.029393876913398113, 0.9042, 0.9798, pair.r());
		assertSpread(450, 244.94897427831782, 135, 765, pair.mse());
		assertEquals(3, pair.distanceMm().mean(), 1e-12);

		final MetricAgreement tpeak = pair.tpeak();
		assertEquals(0.9603709864542938, tpeak.pearson(), 1e-9);
		assertEquals(0.9461247469114746, tpeak.spearman(), 1e-9);
		assertSpread(-0.475, 0.48329228068677904, -1.095, 0.16, tpeak.difference());
		assertEquals(0.027302286830193728, tpeak.test().tP(), 1e-9);
		assertEquals(0.0390625, tpeak.test().wilcoxonP(), 1e-12);
		assertEquals(0.07972837893663025, tpeak.test().skewness(), 1e-9);
		assertEquals("t", tpeak.test().name());
		assertEquals(tpeak.pearson(), tpeak.r());

		final MetricAgreement fwhm = pair.fwhm();
		assertEquals(0.9320546490017999, fwhm.pearson(), 1e-9);
		assertSpread(-0.9125, 0.461170870099762, -1.53, -0.305, fwhm.difference());
		assertEquals(0.0008189508503823126, fwhm.test().tP(), 1e-9);
		assertEquals(0.0078125, fwhm.test().wilcoxonP(), 1e-12);

		final MetricAgreement ptb = pair.ptb();
		assertEquals(0.9880177087818612, ptb.pearson(), 1e-9);
		assertEquals(1, ptb.spearman(), 1e-9);
		assertSpread(2.25, 4.832922806867792, -4.95, 7.65, ptb.difference());
		assertEquals(0.22937812515524372, ptb.test().tP(), 1e-9);
		assertEquals(0.25, ptb.test().wilcoxonP(), 1e-12);
	}

	@Test
	void casesAreFoundAtAnyDepthAndRatersStandFirst() throws Exception {
		SampleCohort.write(folder, 3);
		Files.writeString(Files.createDirectories(folder.resolve(".case9.perfusionj-1-2-3").resolve("new")).resolve("comparison.csv"), "unfinished");
		Files.writeString(folder.resolve("comparison.csv"), SampleCohort.csv(SampleCohort.pairs(5)));
		final MonitorLog log = new MonitorLog();
		Files.writeString(Files.createDirectories(folder.resolve("z")).resolve("comparison.csv"), SampleCohort.csv(List.of()));

		final List<CohortCase> cases = CohortCase.below(folder, log);

		assertEquals(List.of("centre 0/case0", "centre 0/case2", "centre 1/case1", folder.getFileName().toString()), cases.stream().map(CohortCase::name).toList());
		assertTrue(log.warnings().get(0).contains(folder.resolve("z").resolve("comparison.csv") + " compares nothing"), log.toString());
		assertEquals(List.of("AIF rater1-rater2 4", "AIF rater1-network 4", "AIF rater2-network 4", "VOF rater1-rater2 4", "VOF rater1-network 4", "VOF rater2-network 4"), CohortAgreement.of(cases).pairs().stream().map(pair -> pair
			.vessel() + " " + pair.readers() + " " + pair.cases()).toList());
	}

	@Test
	void aNumberThatOneCaseLacksIsLeftOutOfThatMetricOnly() {
		final List<CohortCase> cases = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			final ReadingPair whole = SampleCohort.pair(i, Vessel.VOF, "rater1", "network");
			final ReadingPair cut = new ReadingPair(Vessel.VOF, "rater1", "network", whole.r(), whole.tpeakFirstS(), whole.tpeakSecondS(), Double.NaN, whole.fwhmSecondS(), whole.ptbFirst(), whole.ptbSecond(), whole.mse(), Double.NaN,
				"HU", whole.verdict());
			cases.add(new CohortCase("case" + i, Path.of("x"), List.of(i < 2 ? cut : whole)));
		}

		final PairAgreement pair = CohortAgreement.of(cases).pairs().get(0);

		assertEquals(5, pair.tpeak().test().n());
		assertEquals(3, pair.fwhm().test().n());
		assertEquals(-(0.8 + 1.6 + 0.2) / 3, pair.fwhm().difference().mean(), 1e-12);
		assertEquals(3, pair.distanceMm().n());
	}

	@Test
	void unusableCurvesAreCountedButNotAveraged() {
		final List<CohortCase> cases = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			final ReadingPair p = SampleCohort.pair(i, Vessel.AIF, "rater1", "network");
			cases.add(new CohortCase("case" + i, Path.of("x"), List.of(i < 6 ? p : new ReadingPair(p.vessel(), p.first(), p.second(), 0.01, p.tpeakFirstS(), 70, p.fwhmFirstS(), 40, p.ptbFirst(), 2000, 1e6, 90, "HU", Optional.of(
				CurveVerdict.UNUSABLE)), SampleCohort.pair(i, Vessel.AIF, "rater1", "rater2"))));
		}

		final List<PairAgreement> pairs = CohortAgreement.of(cases).pairs();

		assertEquals(List.of(8, 6), pairs.stream().map(PairAgreement::cases).toList());
		assertEquals(List.of(0, 2), pairs.stream().map(PairAgreement::unusable).toList());
		assertEquals(0.8 + 0.012 * 2.5, pairs.get(1).r().mean(), 1e-9);
		assertEquals(6, pairs.get(1).tpeak().test().n());
		final PairAgreement none = CohortAgreement.of(cases.subList(6, 8)).pairs().get(1);
		assertEquals(List.of(0, 2), List.of(none.cases(), none.unusable()));
		assertTrue(Double.isNaN(none.r().mean()) && none.tpeak().test().name().equals("none"));
	}

	@Test
	void twoCasesGiveMeansButNoTest() {
		final PairAgreement pair = SampleCohort.of(2).pairs().get(0);

		assertEquals(0.906, pair.r().mean(), 1e-9);
		assertEquals(-0.3, pair.tpeak().difference().mean(), 1e-12);
		assertTrue(Double.isNaN(pair.tpeak().r()), "two points always lie on a line");
		assertEquals("none", pair.tpeak().test().name());
	}

	@Test
	void anOutlierAsksForSpearman() {
		final List<CohortCase> cases = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			final ReadingPair p = SampleCohort.pair(i, Vessel.AIF, "rater1", "network");
			cases.add(new CohortCase("case" + i, Path.of("x"), List.of(new ReadingPair(p.vessel(), p.first(), p.second(), p.r(), p.tpeakFirstS(), i == 2 ? 70 : p.tpeakSecondS(), p.fwhmFirstS(), p.fwhmSecondS(), p.ptbFirst(), p
				.ptbSecond(), p.mse(), p.distanceMm(), "HU", p.verdict()))));
		}

		final MetricAgreement tpeak = CohortAgreement.of(cases).pairs().get(0).tpeak();

		assertTrue(tpeak.isSpearman());
		assertEquals(tpeak.spearman(), tpeak.r());
		assertEquals("Wilcoxon", tpeak.test().name());
	}

	@Test
	void whatCannotBeAveragedIsRefused() throws Exception {
		final ReadingPair hu = SampleCohort.pair(0, Vessel.AIF, "rater1", "network");
		final ReadingPair mr = new ReadingPair(Vessel.AIF, "rater1", "network", 0.9, 20, 21, 9, 10, 30, 31, 2, 1, "1/s", hu.verdict());
		final String units = assertThrows(PerfusionException.class, () -> CohortAgreement.of(List.of(new CohortCase("a", Path.of("a"), List.of(hu)), new CohortCase("b", Path.of("b"), List.of(mr))))).getMessage();
		assertTrue(units.contains("of b are in \"1/s\", those of a in \"HU\""), units);
		final String twice = assertThrows(PerfusionException.class, () -> CohortAgreement.of(List.of(new CohortCase("a", Path.of("a.csv"), List.of(hu, hu))))).getMessage();
		assertTrue(twice.contains("a.csv compares the AIF of rater1 and network more than once"), twice);

		final String none = assertThrows(PerfusionException.class, () -> CohortCase.below(folder, WorkMonitor.SILENT)).getMessage();
		assertTrue(none.contains("There is no comparison.csv in or below " + folder), none);
		Files.writeString(folder.resolve("comparison.csv"), SampleCohort.csv(List.of()));
		final String empty = assertThrows(PerfusionException.class, () -> CohortCase.below(folder, WorkMonitor.SILENT)).getMessage();
		assertTrue(empty.contains("Nothing is compared"), empty);
		Files.writeString(folder.resolve("comparison.csv"), "vessel,first,second,pearson\nAIF,rater1,network,0.9\n");
		final String columns = assertThrows(PerfusionException.class, () -> CohortCase.below(folder, WorkMonitor.SILENT)).getMessage();
		assertTrue(columns.contains("comparison.csv has no column r, tpeak_first_s"), columns);
	}
}
