package org.perfusionj.benchmark;

import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
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
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SeriesSlices;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * CBF, CBV, MTT, Tmax and TTP of a series of 256 x 256 x 16 voxels and 60 frames, every voxel in the mask, reading and
 * writing excluded; beside it, in the same run, one single-precision BLAS product of the same size (60 x 60 by
 * 60 x 1,048,576) on the same cores. The heap of the measured process is limited to the series (252 MB) plus 512 MB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 9)
@Fork(value = 1, jvmArgsAppend = "-Xmx764m")
public class MapBenchmark {

	private static final int FRAMES = 60;
	private static final BenchmarkScan SCAN = new BenchmarkScan(256, 256, 16, FRAMES);
	private static final SpatialGrid GRID = SCAN.grid();
	private static final TimeGrid TIME = new TimeGrid(0, 1, FRAMES);

	/** Methods by name; "BLAS" is the machine's own limit. */
	@Param({ "BLAS", "sSVD", "cSVD", "Tikhonov fixed", "oSVD", "Tikhonov L-curve", "Tikhonov L-curve circulant", "Tikhonov GCV" })
	public String method;

	private Runnable work;
	private Parallel parallel;
	/** Kept so that the work is not optimised away. */
	private Object result;

	@Setup
	public void setUp() {
		parallel = Parallel.allCores();
		if (method.equals("BLAS")) {
			final long columns = (long) GRID.planeSize() * GRID.slices();
			final FloatPointer matrix = new FloatPointer((long) FRAMES * FRAMES).fill(1);
			final FloatPointer curves = new FloatPointer(FRAMES * columns).fill(1);
			final FloatPointer product = new FloatPointer(FRAMES * columns).fill(0);
			openblas.blas_set_num_threads(parallel.threads());
			work = () -> {
				openblas.cblas_sgemm(openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, FRAMES, (int) columns, FRAMES, 1, matrix, FRAMES, curves, (int) columns, 0, product, (int) columns);
				result = product;
			};
			return;
		}
		final DeconvolutionSettings tikhonov = DeconvolutionSettings.of(Algorithm.TIKHONOV);
		final DeconvolutionSettings settings = switch (method) {
			case "Tikhonov fixed" -> tikhonov.withLambda(Lambda.fixed(0.1));
			case "Tikhonov L-curve" -> tikhonov;
			case "Tikhonov L-curve circulant" -> tikhonov.withMatrix(MatrixForm.CIRCULANT);
			case "Tikhonov GCV" -> tikhonov.withLambda(Lambda.GCV);
			default -> DeconvolutionSettings.of(Algorithm.of(method));
		};
		final MapRequest request = new MapRequest(EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.TTP), MapRequest.CbvRule.AREA, settings.kappa(), 1, false);
		final MapComputation computation = new MapComputation(new DeconvolutionMethod(settings, 1), request);
		final double[] aif = SCAN.aif();
		final PerfusionSeries series = SCAN.series();
		final Mask mask = Mask.all(GRID);
		work = () -> {
			final PerfusionMaps maps = computation.compute(new SeriesSlices(series), TIME, mask, mask, aif, parallel, WorkMonitor.SILENT);
			result = maps;
		};
	}

	@TearDown
	public void tearDown() {
		parallel.close();
	}

	@Benchmark
	public Object maps() {
		work.run();
		return result;
	}
}
