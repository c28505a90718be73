package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.simulation.SampleConvolution;
import org.perfusionj.simulation.SampleSeries;
import org.perfusionj.simulation.SampleTissue;

/**
 * The command on the sample series, against what is true of it. Noise of 4.5 HU in tissue that enhances by 2 to 15 HU is
 * part of the sample, so the tolerances are wide where flow is low: there the peak of a residue function is mostly noise.
 */
class DeconvolveAccuracyTest {

	/** Largest relative error of the mean of each tissue: grey, white, grey and white penumbra, grey and white core. */
	private record Tolerance(double... relative) {}

	private static final SampleTissue[] TISSUES = { SampleTissue.GREY, SampleTissue.WHITE, SampleTissue.GREY_PENUMBRA, SampleTissue.WHITE_PENUMBRA, SampleTissue.GREY_CORE, SampleTissue.WHITE_CORE };

	/** Without noise: in delayed tissue the second pass of the bolus is not over when the scan ends, so that its area is too small. */
	private static final Tolerance BLOOD = new Tolerance(0.04, 0.04, 0.12, 0.12, 0.12, 0.12);

	/** With the noise of the sample: the few hundred voxels of the core share the noise of their baseline. */
	private static final Tolerance NOISY_BLOOD = new Tolerance(0.06, 0.1, 0.1, 0.1, 0.35, 0.35);

	@TempDir
	private static Path folder;

	private static Path noisy;
	private static Path clean;

	@BeforeAll
	static void write() throws Exception {
		noisy = SampleFiles.nifti(folder.resolve("sample.nii"), SampleFiles.sample().series());
		clean = SampleFiles.nifti(folder.resolve("clean.nii"), trueCurves());
	}

	@Test
	void hardlyAnyNoiseShowsTheBiasOfTheMethods() throws Exception {
		final String[] given = { "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none" };
		check("Tikhonov, noise 0.3 HU, true AIF", Deconvolved.of(clean, folder.resolve("ct"), with(given, "method=Tikhonov")), new Tolerance(0.12, 0.12, 0.12, 0.12, 0.12, 0.12), BLOOD);
		check("oSVD, noise 0.3 HU, true AIF", Deconvolved.of(clean, folder.resolve("co"), with(given, "method=oSVD")), new Tolerance(0.22, 0.22, 0.1, 0.1, 0.1, 0.1), BLOOD);
	}

	@Test
	void trueAif() throws Exception {
		final String[] given = { "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none" };
		check("Tikhonov, true AIF", Deconvolved.of(noisy, folder.resolve("nt"), with(given, "method=Tikhonov")), new Tolerance(0.3, 0.15, 0.15, 1.2, 1.1, 5), NOISY_BLOOD);
		check("oSVD, true AIF", Deconvolved.of(noisy, folder.resolve("no"), with(given, "method=oSVD")), new Tolerance(0.4, 0.36, 0.1, 0.35, 0.15, 1), NOISY_BLOOD);
	}

	@Test
	void everythingAutomatic() throws Exception {
		final Deconvolved result = Deconvolved.of(noisy, folder.resolve("a"), "aif=auto", "vof=auto", "partial_volume=area");
		check("oSVD, all automatic", result, new Tolerance(0.4, 0.36, 0.12, 0.4, 0.2, 1.1), NOISY_BLOOD);
	}

	private static String[] with(final String[] some, final String more) {
		final String[] all = java.util.Arrays.copyOf(some, some.length + 1);
		all[some.length] = more;
		return all;
	}

	private static void check(final String name, final Deconvolved result, final Tolerance flow, final Tolerance blood) throws Exception {
		final StringBuilder line = new StringBuilder("Sample, " + name + ":");
		for (int n = 0; n < TISSUES.length; n++) {
			final SampleTissue tissue = TISSUES[n];
			final Deconvolved.VoxelTest in = (z, i) -> SampleFiles.sample().labels().plane(z)[i] == tissue.ordinal();
			final double cbf = result.mean("CBF", in);
			final double cbv = result.mean("CBV", in);
			line.append(String.format(Locale.ROOT, " %s CBF %.1f (%.1f) CBV %.2f (%.2f) Tmax %.1f;", tissue, cbf, tissue.cbf(), cbv, tissue.cbv(), result.mean("Tmax", in)));
		}
		System.out.println(line);
		for (int n = 0; n < TISSUES.length; n++) {
			final SampleTissue tissue = TISSUES[n];
			final Deconvolved.VoxelTest in = (z, i) -> SampleFiles.sample().labels().plane(z)[i] == tissue.ordinal();
			assertEquals(1, result.mean("CBF", in) / tissue.cbf(), flow.relative()[n], line.toString());
			assertEquals(1, result.mean("CBV", in) / tissue.cbv(), blood.relative()[n], line.toString());
		}
	}

	/** The slice with other curves in brain tissue: the true ones, convolved here once more, with noise of 0.3 HU. */
	private static PerfusionSeries trueCurves() {
		final SampleSeries sample = SampleFiles.sample();
		final double[][] curves = new double[SampleTissue.values().length][];
		for (final SampleTissue tissue : TISSUES)
			curves[tissue.ordinal()] = SampleConvolution.of(SampleFiles.sample().aif(), tissue, 0.02);
		final Random random = new Random(3);
		return SampleFiles.changed(0, sample.series().grid().slices(), (hu, x, y, z, t) -> {
			final SampleTissue tissue = SampleTissue.values()[(int) sample.labels().get(x, y, z)];
			return tissue.isPerfused() ? tissue.hu() + curves[tissue.ordinal()][t] + 0.3 * random.nextGaussian() : hu;
		});
	}

	@Test
	void delayedTissueHasALateTmax() throws Exception {
		final Deconvolved result = Deconvolved.of(clean, folder.resolve("d"), "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none", "method=oSVD");
		final double normal = result.mean("Tmax", (z, i) -> SampleFiles.sample().labels().plane(z)[i] == SampleTissue.GREY.ordinal());
		final double late = result.mean("Tmax", (z, i) -> SampleFiles.sample().labels().plane(z)[i] == SampleTissue.GREY_PENUMBRA.ordinal());
		// the true delays are 0.5 and 5 s; longer transit times add to Tmax
		assertTrue(late - normal > 4 && late - normal < 8, normal + " and " + late + " s");
	}
}
