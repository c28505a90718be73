package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.FunctionSources;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

@Timeout(120)
class TissueCohortTest {

	private static final Parallel PARALLEL = new Parallel(2);

	/** Reads one scan. */
	@FunctionalInterface
	private interface Reading {

		TissueScan read(WorkMonitor monitor) throws IOException;
	}

	/** A case that may not be readable. */
	private record SampleCase(String name, Reading reading) implements TissueCohort.Case {

		@Override
		public TissueScan read(final WorkMonitor monitor) throws IOException {
			return reading.read(monitor);
		}

		@Override
		public FunctionSources functions(final TissueScan scan, final WorkMonitor monitor) {
			return SampleTissueScans.functions();
		}
	}

	private static final SampleCase BROKEN = new SampleCase("broken", monitor -> {
		throw new IOException("disk 7");
	});
	private static final SampleCase GONE = new SampleCase("gone", monitor -> {
		throw new UncheckedIOException(new IOException("disk 8"));
	});
	private static final SampleCase WRONG = new SampleCase("wrong", monitor -> {
		throw new PerfusionException("There is no lesion.");
	});

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private static TissueScores compare(final WorkMonitor monitor, final SampleCase... cases) {
		final List<PerfusionMethod> methods = List.of(new SampleMethods.Network("one"), new SampleMethods.Network("two"));
		return new TissueCohort(new TissueComparisonSettings(PreprocessingSettings.DEFAULTS, methods, 0.73, 1)).compare(List.of(cases), PARALLEL, monitor);
	}

	@Test
	void whatFailsIsListedAndTheOthersGoOn() {
		final MonitorLog log = new MonitorLog();

		final TissueScores scores = compare(log, BROKEN, new SampleCase("good", monitor -> {
			monitor.log("Warning: It is dark.");
			monitor.log("Nobody could read all this.");
			return SampleTissueScans.scan(1);
		}), WRONG, GONE);

		assertEquals(Map.of("broken", "It cannot be read: disk 7", "gone", "It cannot be read: java.io.IOException: disk 8", "wrong", "There is no lesion."), scores.failed());
		assertEquals(List.of("case1"), scores.cases().stream().map(TissueResult::name).toList());
		assertEquals("one", scores.reference());
		assertEquals(SampleMethods.Network.CBF, scores.contrast(TissueRegion.NORMAL, TissueMeasure.CBF, "two").values().mean(), 1e-6);
		assertTrue(log.says("good: It is dark.") && !log.says("Nobody could"), log.toString());
		assertTrue(log.says("wrong is left out. There is no lesion."), log.toString());
	}

	@Test
	void withoutAnyCaseThereIsNoResult() {
		final String message = assertThrows(PerfusionException.class, () -> compare(WorkMonitor.SILENT, WRONG, BROKEN)).getMessage();
		assertEquals("No case could be compared. wrong: There is no lesion.", message);
	}

	@Test
	void cancellingStopsAtOnce() {
		final MonitorLog log = new MonitorLog();
		final SampleCase cancelling = new SampleCase("cancelling", monitor -> {
			log.cancel();
			return SampleTissueScans.scan(1);
		});
		assertThrows(CancellationException.class, () -> compare(log, cancelling, WRONG));
		assertFalse(log.says("wrong"), log.toString());
	}
}
