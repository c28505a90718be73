package org.perfusionj.benchmark;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurvePrior;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.Distribution;
import org.perfusionj.simulation.ScanPrior;
import org.perfusionj.simulation.SimulatedCurve;
import org.perfusionj.simulation.TrainingCurves;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Training curves of 80 samples a second, on all cores, as a training loop asks for them: batches of 1024. Beside it the
 * processor time that a curve took, which other work on the machine does not change
 * ({@code mvn -Pbenchmark -Dbenchmark.arguments=CurveBenchmark test-compile exec:exec}).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class CurveBenchmark {

	private static final int BATCH = 1024;
	private static final int SAMPLES = 80;

	/** Training distribution. */
	@Param({ "published", "broad" })
	public String prior;

	private TrainingCurves curves;
	private Parallel parallel;
	private long batch;
	private long batchAtStart;
	private long processorTime;

	@Setup
	public void setUp() {
		final List<AifWidth> widths = List.of(AifWidth.values());
		final CurvePrior ranges = prior.equals("broad") ? CurvePrior.broad(widths) : CurvePrior.published(widths);
		curves = new TrainingCurves(ranges.withScan(new ScanPrior(Distribution.uniform(0.5, 3), SAMPLES, SAMPLES)), CurveSimulator.STANDARD, 1);
		parallel = Parallel.allCores();
	}

	@TearDown
	public void tearDown() {
		parallel.close();
	}

	@Setup(Level.Iteration)
	public void startOfIteration() {
		batchAtStart = batch;
		processorTime = processorTime();
	}

	@TearDown(Level.Iteration)
	public void endOfIteration() {
		System.out.printf(Locale.ROOT, "[%.1f us of processor time a curve] ", (processorTime() - processorTime) / 1e3 / BATCH / (batch - batchAtStart));
	}

	/** Of the whole process: garbage collection and compilation belong to the price. */
	private static long processorTime() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
	}

	@Benchmark
	@OperationsPerInvocation(BATCH)
	public List<SimulatedCurve> curves() {
		return curves.batch(batch++, BATCH, parallel, WorkMonitor.SILENT);
	}
}
