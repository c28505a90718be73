package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.Deconvolution;
import org.perfusionj.deconvolution.DeconvolutionCases;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.Residue;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SeriesSlices;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** With everything but the deconvolution switched off, an image of curves in a file and an AIF in a CSV come out as the library gives them. */
class DeconvolveCasesTest {

	private static final SpatialGrid GRID = new SpatialGrid(9, 14, 1, 1, 1, 1, Orientation.NONE);

	private static final List<DeconvolutionCases.Row> CASES = read();

	@TempDir
	private Path folder;

	/** One case for each of the methods, each time another. */
	static Stream<DeconvolutionCases.Row> rows() {
		final List<String> methods = CASES.stream().map(DeconvolutionCases.Row::method).distinct().toList();
		assertEquals(14, methods.size());
		final List<DeconvolutionCases.Row> chosen = new ArrayList<>();
		for (int m = 0; m < methods.size(); m++) {
			final String method = methods.get(m);
			final int id = 10 + 2 * m;
			chosen.add(CASES.stream().filter(row -> row.method().equals(method) && row.id() == id).findFirst().orElseThrow());
		}
		return chosen.stream();
	}

	@ParameterizedTest
	@MethodSource("rows")
	void nothingButTheDeconvolutionHappens(final DeconvolutionCases.Row row) throws Exception {
		// SETUP: the curve of the case in the first voxel, noisy and scaled ones in all others
		final int n = row.aif().length;
		final double[][] curves = curvesAround(row);
		final PerfusionSeries written = SampleFiles.series(GRID, AcquisitionTimes.uniform(n, row.dt()), SignalType.CONCENTRATION, (x, y, z, t) -> curves[(z * GRID.height() + y) * GRID.width() + x][t]);
		final Path input = SampleFiles.nifti(folder.resolve("case " + row.id() + ".nii.gz"), written);
		final Path aif = SampleFiles.curves(folder.resolve("aif.csv"), new TimeCurve(new TimeGrid(0, row.dt(), n), row.aif()), Optional.empty());
		final DeconvolutionSettings settings = row.settings();

		// EXECUTE
		final Deconvolved result = Deconvolved.of(input, folder.resolve("out"), "signal=concentration", "mask=none", "partial_volume=none", "filter=none", "vof=none", "aif=" + aif, "method=" + settings.algorithm().key(), "matrix=" +
			settings.resolvedMatrix().key(), "quadrature=" + settings.resolvedQuadrature().key(), "lambda=" + settings.lambda(), "kappa=" + row.kappa(), "density=" + row.rho(), "residue=true");

		// VERIFY: bit for bit what the library gives for the same floats
		final PerfusionSeries read = new NiftiReader().read(input, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final TimeGrid time = new TimeGrid(0, read.times().meanIntervalS(), n);
		final PerfusionMaps library = library(settings, row.rho(), read, time, row.aif());
		for (final Map.Entry<PerfusionMap, Volume> map : library.all().entrySet())
			for (int z = 0; z < GRID.slices(); z++)
				assertArrayEquals(map.getValue().plane(z), result.map(map.getKey().key()).plane(z), map.getKey().key());
		final PerfusionSeries residue = new NiftiReader().read(result.folder().resolve("residue.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		assertEquals(n, residue.frames());
		assertEquals(row.dt(), residue.times().meanIntervalS(), 1e-6);
		final float[] plane = new float[GRID.planeSize()];
		for (int z = 0; z < GRID.slices(); z++)
			for (int t = 0; t < n; t++) {
				residue.planes().read(z, t, plane);
				assertArrayEquals(library.residue().orElseThrow()[z][t], plane);
			}

		// VERIFY: what double precision gives
		final Deconvolution reference = new Deconvolution(row.aif(), row.dt(), settings);
		final Volume flow = result.map("CBF");
		final Volume delay = result.map("Tmax");
		int agreeing = 0;
		for (int v = 0; v < curves.length; v++) {
			final Residue expected = reference.deconvolve(curves[v]);
			final double scale = Arrays.stream(expected.values()).map(Math::abs).max().getAsDouble();
			final int z = v / GRID.planeSize();
			final int i = v % GRID.planeSize();
			double worst = 0;
			for (int t = 0; t < n; t++)
				worst = Math.max(worst, Math.abs(expected.values()[t] - library.residue().get()[z][t][i]));
			final double cbf = 6000 / row.rho() * expected.peak();
			if (worst <= 1e-5 * scale && Math.abs(cbf - flow.plane(z)[i]) <= 1e-4 * Math.abs(cbf) && Math.abs(expected.peakIndex() * row.dt() - delay.plane(z)[i]) < 1e-4) agreeing++;
		}
		assertTrue(agreeing >= 0.99 * curves.length, row.method() + ": " + agreeing + " of " + curves.length + " curves agree");

		// VERIFY: what the case says
		assertEquals(row.cbf(), result.map("CBF").plane(0)[0], 1e-4 * Math.abs(row.cbf()));
		assertEquals(row.cbv(), result.map("CBV").plane(0)[0], 1e-4 * Math.abs(row.cbv()));
		assertEquals(row.mtt(), result.map("MTT").plane(0)[0], 1e-4 * Math.abs(row.mtt()));
		assertEquals(row.tmax(), result.map("Tmax").plane(0)[0], 1e-4);
	}

	@Test
	void autoIsTheDefaultOfTheMethod() throws Exception {
		final double[] tissue = CASES.get(200).tissue();
		final double[] aif = CASES.get(200).aif();
		final Path input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.series(GRID, AcquisitionTimes.uniform(tissue.length, 1), SignalType.CONCENTRATION, (x, y, z, t) -> (1 + x) * tissue[t]));
		final Path csv = SampleFiles.curves(folder.resolve("aif.csv"), new TimeCurve(new TimeGrid(0, 1, aif.length), aif), Optional.empty());
		final Map<Algorithm, List<String>> resolved = Map.of(Algorithm.SSVD, List.of("toeplitz", "rectangle", "0.2", "not used", "not used"), Algorithm.CSVD, List.of("circulant", "rectangle", "0.1", "not used", "not used"), Algorithm.OSVD, List.of(
			"circulant", "rectangle", "not used", "0.035", "not used"), Algorithm.TIKHONOV, List.of("toeplitz", "volterra", "not used", "not used", "lcurve"));
		for (final Algorithm algorithm : Algorithm.values()) {
			final Deconvolved result = Deconvolved.of(input, folder.resolve(algorithm.key()), "signal=concentration", "mask=none", "partial_volume=none", "vof=none", "aif=" + csv, "method=" + algorithm.key());

			final Map<String, String> texts = result.texts("resolved");
			assertEquals(resolved.get(algorithm), List.of(texts.get("matrix"), texts.get("quadrature"), texts.get("threshold"), texts.get("oscillation_index"), texts.get("lambda")));
			assertEquals("auto", result.texts("parameters").get("matrix"));
			assertTrue(result.messages().contains("matrix = " + texts.get("matrix")), result.messages());
			final PerfusionSeries read = new NiftiReader().read(input, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
			final PerfusionMaps library = library(DeconvolutionSettings.of(algorithm), 1, read, new TimeGrid(0, 1, aif.length), aif);
			assertArrayEquals(library.get(PerfusionMap.CBF).orElseThrow().plane(0), result.map("CBF").plane(0), algorithm.key());
		}
	}

	@Test
	void givenNumbersAreUsed() throws Exception {
		final DeconvolutionCases.Row row = CASES.get(200);
		final Path input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.series(GRID, AcquisitionTimes.uniform(row.tissue().length, 1), SignalType.CONCENTRATION, (x, y, z, t) -> (1 + x) * row.tissue()[t]));
		final Path csv = SampleFiles.curves(folder.resolve("aif.csv"), new TimeCurve(new TimeGrid(0, 1, row.aif().length), row.aif()), Optional.empty());
		final PerfusionSeries read = new NiftiReader().read(input, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final DeconvolutionSettings base = DeconvolutionSettings.of(Algorithm.CSVD);
		final Map<String[], DeconvolutionSettings> wanted = Map.of(new String[] { "method=cSVD", "threshold=0.3" }, new DeconvolutionSettings(Algorithm.CSVD, base.matrix(), base.quadrature(), java.util.OptionalDouble.of(0.3), 0.035, Lambda.LCURVE,
			0.73), new String[] { "method=oSVD", "oscillation_index=0.1" }, new DeconvolutionSettings(Algorithm.OSVD, base.matrix(), base.quadrature(), base.threshold(), 0.1, Lambda.LCURVE, 0.73), new String[] { "method=Tikhonov",
				"lambda=0.25" }, DeconvolutionSettings.of(Algorithm.TIKHONOV).withLambda(Lambda.fixed(0.25)), new String[] { "method=sSVD", "kappa=0.5" }, DeconvolutionSettings.of(Algorithm.SSVD).withKappa(0.5));
		for (final Map.Entry<String[], DeconvolutionSettings> one : wanted.entrySet()) {
			final Deconvolved result = Deconvolved.of(input, folder.resolve(String.join(" ", one.getKey())), "signal=concentration", "mask=none", "partial_volume=none", "vof=none", "aif=" + csv, one.getKey()[0], one.getKey()[1]);
			final float[] expected = library(one.getValue(), 1, read, new TimeGrid(0, 1, row.aif().length), row.aif()).get(PerfusionMap.CBF).orElseThrow().plane(0);
			assertArrayEquals(expected, result.map("CBF").plane(0), String.join(" ", one.getKey()));
		}
	}

	@Test
	void cbvByTheResidueFunctionIsItsIntegral() throws Exception {
		final DeconvolutionCases.Row row = CASES.stream().filter(one -> one.id() == 20 && one.method().equals("ssvd_rect")).findFirst().orElseThrow();
		final Path input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.series(GRID, AcquisitionTimes.uniform(row.tissue().length, row.dt()), SignalType.CONCENTRATION, (x, y, z, t) -> row.tissue()[t]));
		final Path csv = SampleFiles.curves(folder.resolve("aif.csv"), new TimeCurve(new TimeGrid(0, row.dt(), row.aif().length), row.aif()), Optional.empty());

		final Deconvolved result = Deconvolved.of(input, folder.resolve("out"), "signal=concentration", "mask=none", "partial_volume=none", "vof=none", "aif=" + csv, "method=sSVD", "cbv=residue", "kappa=" + row.kappa(), "density=1.04");

		final double integral = 100 / 1.04 * row.dt() * Arrays.stream(row.residue()).sum();
		assertEquals(integral, result.map("CBV").plane(0)[0], 1e-4 * integral);
		assertEquals(60 * result.map("CBV").plane(0)[0] / result.map("CBF").plane(0)[0], result.map("MTT").plane(0)[0], 1e-4 * result.map("MTT").plane(0)[0]);
		assertEquals("residue", result.texts("resolved").get("cbv"));
	}

	private static List<DeconvolutionCases.Row> read() {
		try {
			return DeconvolutionCases.rows();
		}
		catch (final IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	private static PerfusionMaps library(final DeconvolutionSettings settings, final double density, final PerfusionSeries series, final TimeGrid time, final double[] aif) {
		final EnumSet<PerfusionMap> maps = EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.TTP);
		try (Parallel parallel = new Parallel(1)) {
			return new MapComputation(new DeconvolutionMethod(settings, density), new MapRequest(maps, MapRequest.CbvRule.AREA, settings.kappa(), density, true)).compute(new SeriesSlices(series), time, Mask.all(series.grid()), Mask.all(series.grid()), aif,
				parallel, WorkMonitor.SILENT);
		}
	}

	private static double[][] curvesAround(final DeconvolutionCases.Row row) {
		final Random random = new Random(row.id());
		final double peak = Arrays.stream(row.tissue()).map(Math::abs).max().getAsDouble();
		final double[][] curves = new double[GRID.planeSize() * GRID.slices()][];
		for (int v = 0; v < curves.length; v++) {
			final double scale = v == 0 ? 1 : 0.1 + random.nextDouble();
			final double sd = v == 0 ? 0 : peak * 0.2 * random.nextDouble();
			curves[v] = Arrays.stream(row.tissue()).map(c -> scale * c + sd * random.nextGaussian()).toArray();
		}
		assertTrue(curves[0].length >= PerfusionSeries.MIN_FRAMES, String.format(Locale.ROOT, "case %d", row.id()));
		return curves;
	}
}
