package org.perfusionj.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.FunctionSources;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Compares methods on the tissue of many scans, one at a time, so that the memory does not grow with their number. A case that cannot be used is noted with its reason, and the others go on. */
public final class TissueCohort {

	private static final String WARNING = "Warning: ";

	/** One scan of the cohort, not yet read. */
	public interface Case {

		/** @return name of the case */
		String name();

		/**
		 * @return the scan
		 * @throws IOException if a file cannot be read
		 * @throws PerfusionException if something is missing or cannot be used
		 */
		TissueScan read(WorkMonitor monitor) throws IOException;

		/**
		 * @param scan what was read
		 * @return where its AIF and VOF come from
		 * @throws IOException if a file cannot be read
		 * @throws PerfusionException if something is missing or cannot be used
		 */
		FunctionSources functions(TissueScan scan, WorkMonitor monitor) throws IOException;
	}

	private final TissueComparisonSettings settings;

	/** @param settings how methods are compared */
	public TissueCohort(final TissueComparisonSettings settings) {
		this.settings = settings;
	}

	/**
	 * @param cases at least one
	 * @param parallel threads to use
	 * @param monitor progress and cancel; told the result of each case, and its warnings
	 * @return what was measured
	 * @throws PerfusionException if no case could be measured, with the reason of the first
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public TissueScores compare(final List<? extends Case> cases, final Parallel parallel, final WorkMonitor monitor) {
		final List<TissueResult> done = new ArrayList<>();
		final Map<String, String> failed = new LinkedHashMap<>();
		for (int i = 0; i < cases.size(); i++) {
			monitor.check();
			final Case one = cases.get(i);
			final WorkMonitor part = new OfCase(monitor.part((double) i / cases.size(), (i + 1.0) / cases.size()), one.name(), "Case " + (i + 1) + " of " + cases.size() + " (" + one.name() + "): ");
			try {
				final TissueScan scan = one.read(part.part(0, 0.1));
				final TissueResult result = new TissueComparison(settings).compare(scan, one.functions(scan, part.part(0.1, 0.12)), parallel, part.part(0.12, 1));
				result.failed().forEach((method, reason) -> part.log(WARNING + method + " cannot be used. " + reason));
				done.add(result);
				monitor.log(one.name() + ": " + describe(result));
			}
			catch (final PerfusionException | IOException | UncheckedIOException unusable) {
				failed.put(one.name(), reason(unusable));
				monitor.log(WARNING + one.name() + " is left out. " + failed.get(one.name()));
			}
		}
		if (done.isEmpty()) throw new PerfusionException("No case could be compared. " + failed.entrySet().iterator().next().getKey() + ": " + failed.values().iterator().next());
		monitor.progress(1, "Compared " + done.size() + (done.size() == 1 ? " case" : " cases"));
		return new TissueScores(settings.methods().stream().map(PerfusionMethod::name).toList(), done, failed);
	}

	private static String reason(final Exception unusable) {
		return unusable instanceof PerfusionException ? unusable.getMessage() : "It cannot be read: " + unusable.getMessage();
	}

	/** One line of the log: what a user wants to see while waiting for the others. */
	private static String describe(final TissueResult result) {
		final List<String> parts = new ArrayList<>();
		for (final TissueValue value : result.values())
			if (value.region() == TissueRegion.NORMAL && value.measure() == TissueMeasure.CBF) parts.add(String.format(Locale.ROOT, "%s %.1f / %.1f", value.method(), value.value(), result.value(TissueRegion.ISCHAEMIC, TissueMeasure.CBF, value
				.method())));
		return "CBF in normal / ischaemic tissue: " + String.join(", ", parts);
	}

	/** Tells which case the work is at; of the messages only warnings are passed on, with the name of the case. */
	private record OfCase(WorkMonitor monitor, String name, String place) implements WorkMonitor {

		@Override
		public void progress(final double fraction, final String message) {
			monitor.progress(fraction, place + message);
		}

		@Override
		public void log(final String message) {
			if (message.startsWith(WARNING)) monitor.log(WARNING + name + ": " + message.substring(WARNING.length()));
		}

		@Override
		public boolean isCancelled() {
			return monitor.isCancelled();
		}
	}
}
