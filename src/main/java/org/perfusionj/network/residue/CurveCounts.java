package org.perfusionj.network.residue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts the curves that fill before the AIF, or at the end of the delays that a network knows. Several threads may count. */
final class CurveCounts {

	/** Share of the curves up to which it is noise, for the delay of tissue that fills with the AIF is not always found, or vessels that lie before the AIF. */
	private static final double EARLY_SHARE = 0.2;
	/** Share of the curves up to which it is noise. */
	private static final double LATE_SHARE = 0.005;

	private final LongAdder seen = new LongAdder();
	private final LongAdder early = new LongAdder();
	private final LongAdder late = new LongAdder();

	/** @param answers of so many curves with the AIF as it is */
	void add(final ScanNetwork.Answers answers, final int count) {
		for (int v = 0; v < count; v++) {
			if (answers.isSeen(v)) seen.increment();
			if (answers.isLatest(v)) late.increment();
		}
	}

	/** One of these curves fills before the AIF. */
	void addEarly() {
		early.increment();
	}

	/** @return what the user must know */
	List<String> warnings() {
		final List<String> warnings = new ArrayList<>();
		if (early.sum() > EARLY_SHARE * seen.sum()) warnings.add(String.format(Locale.ROOT,
			"%s before the AIF, which cannot be if the AIF feeds the tissue: it may lie downstream of it, or behind a narrow artery. Delays there are negative; CBF is estimated with an earlier AIF, but is less certain. Choose an AIF that arrives earlier, and compare.",
			share(early.sum(), "fills", "fill")));
		if (late.sum() > LATE_SHARE * seen.sum()) warnings.add(String.format(Locale.ROOT,
			"%s %.1f s or more after the AIF. The network knows no delay beyond 25 s: theirs may be any longer one, and their CBF is uncertain. Check that the AIF is not too early (frame times, baseline), or look at a deconvolution by oSVD, which has no such limit.",
			share(late.sum(), "fills", "fill"), ScanNetwork.LATEST_S));
		return warnings;
	}

	private String share(final long part, final String one, final String many) {
		return String.format(Locale.ROOT, "%d of %d curves (%.1f %%) %s", part, seen.sum(), 100.0 * part / seen.sum(), part == 1 ? one : many);
	}
}
