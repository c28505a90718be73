package org.perfusionj.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.residue.InstalledResidue;
import org.perfusionj.network.residue.ResidueMethod;
import org.perfusionj.network.residue.ResidueRequest;
import org.perfusionj.network.residue.Uncertainty;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SeriesSlices;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Deep residue estimation of a whole brain, 200,000 voxels of 60 frames: CBF, CBV, MTT, BAD, TTP, and standard deviations if asked for, reading and writing
 * excluded. After each run it says how many curves a second that is, and at the end the most memory that the process has had:
 * {@code mvn -Pbenchmark "-Dbenchmark.arguments=ResidueBenchmark -p model=/models/mine.residue" test-compile exec:exec}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class ResidueBenchmark {

	private static final int FRAMES = 60;
	private static final BenchmarkScan SCAN = new BenchmarkScan(200, 200, 5, FRAMES);
	private static final TimeGrid TIME = new TimeGrid(0, 1, FRAMES);

	/** File of a network; auto = the one that comes with this software. */
	@Param("auto")
	public String model;

	/** What runs it: auto, onnx or nd4j. */
	@Param("auto")
	public String engine;

	/** What it runs on: auto, cpu or cuda. */
	@Param("cpu")
	public String device;

	/** Whether standard deviations are estimated; not every network can. */
	@Param("true")
	public boolean uncertainty;

	private final double[] aif = SCAN.aif();
	private Parallel parallel;
	private PerfusionSeries series;
	private ResidueMethod method;
	private MapComputation computation;

	@Setup
	public void setUp() {
		parallel = Parallel.allCores();
		series = SCAN.series();
		final Optional<Path> file = model.equals("auto") ? Optional.empty() : Optional.of(Path.of(model));
		method = new InstalledResidue(new InstalledEngines()).find(new ResidueRequest(file, EngineChoice.of(engine, device), uncertainty ? Uncertainty.REQUIRED : Uncertainty.NONE, DeconvolutionSettings.KAPPA, 1), new Console());
		final EnumSet<PerfusionMap> maps = EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.BAD, PerfusionMap.TTP);
		if (uncertainty) {
			maps.add(PerfusionMap.CBF_SD);
			maps.add(PerfusionMap.BAD_SD);
		}
		computation = new MapComputation(method, new MapRequest(maps, MapRequest.CbvRule.AREA, DeconvolutionSettings.KAPPA, 1, false));
	}

	@TearDown
	public void tearDown() throws IOException {
		method.close();
		parallel.close();
		System.out.println("[" + PeakMemory.text() + "]");
	}

	@Benchmark
	public PerfusionMaps wholeBrain() {
		final Mask mask = Mask.all(SCAN.grid());
		final long start = System.nanoTime();
		final PerfusionMaps maps = computation.compute(new SeriesSlices(series), TIME, mask, mask, aif, parallel, WorkMonitor.SILENT);
		System.out.printf(Locale.ROOT, "[%.0f curves/s] ", mask.count() / ((System.nanoTime() - start) / 1e9));
		return maps;
	}

	/** Says what the network runs on. */
	private static final class Console implements WorkMonitor {

		@Override
		public void progress(final double fraction, final String message) {
			// nothing takes long
		}

		@Override
		public void log(final String message) {
			System.out.print("[" + message + "] ");
		}

		@Override
		public boolean isCancelled() {
			return false;
		}
	}
}
