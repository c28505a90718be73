package org.perfusionj.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.MaskChoice;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.CurveFileEstimator;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * One slice of the FAU digital CT perfusion phantom against its truth, per tissue. Noise-free, no delay: what is left is the
 * bias of each method. In this phantom C = CBF/6000 (AIF * R), so kappa and density are 1, and the area CBV is
 * CBF (MTT + 1)/60, since R falls off within 1 s after MTT.
 */
class FauSliceTest {

	private static final String[] TISSUES = { "", "GM", "WM", "GM penumbra", "GM core", "WM penumbra", "WM core" };

	/**
	 * @param normal largest relative bias of the mean CBF of normal grey and white matter: measured, plus a margin of 0.03
	 * @param all the same over all six tissues; with noise it is large in the core, where the peak is mostly noise
	 */
	private record Expected(String name, DeconvolutionSettings settings, double noiseHu, double normal, double all) {}

	@Test
	void recoversTheTruthPerTissue() throws IOException {
		final DeconvolutionSettings tikhonov = DeconvolutionSettings.of(Algorithm.TIKHONOV).withKappa(1);
		for (final Expected expected : List.of( //
			new Expected("sSVD", DeconvolutionSettings.of(Algorithm.SSVD).withKappa(1), 0, 0.12, 0.16), //
			new Expected("cSVD", DeconvolutionSettings.of(Algorithm.CSVD).withKappa(1), 0, 0.40, 0.40), //
			new Expected("oSVD", DeconvolutionSettings.of(Algorithm.OSVD).withKappa(1), 0, 0.31, 0.31), //
			new Expected("Tikhonov fixed 0.1", tikhonov.withLambda(Lambda.fixed(0.1)), 0, 0.16, 0.16), //
			new Expected("Tikhonov L-curve circulant", tikhonov.withMatrix(MatrixForm.CIRCULANT), 0, 0.10, 0.25), //
			new Expected("sSVD", DeconvolutionSettings.of(Algorithm.SSVD).withKappa(1), 4, 0.12, 3), //
			new Expected("cSVD", DeconvolutionSettings.of(Algorithm.CSVD).withKappa(1), 4, 0.39, 3), //
			new Expected("oSVD", DeconvolutionSettings.of(Algorithm.OSVD).withKappa(1), 4, 0.33, 1.8), //
			new Expected("Tikhonov fixed 0.1", tikhonov.withLambda(Lambda.fixed(0.1)), 4, 0.32, 6), //
			new Expected("Tikhonov L-curve", tikhonov, 4, 0.05, 2.7), //
			new Expected("Tikhonov L-curve rectangle", tikhonov.withQuadrature(Quadrature.RECTANGLE), 4, 0.19, 2.6), //
			new Expected("Tikhonov L-curve circulant", tikhonov.withMatrix(MatrixForm.CIRCULANT), 4, 0.47, 1.5), //
			new Expected("Tikhonov GCV", tikhonov.withLambda(Lambda.GCV), 4, 0.48, 30)))
			check(expected);
	}

	/** Without noise the L-curve has no corner; the definition then smooths the curve away. That must not pass in silence. */
	@Test
	void saysWhenTheLCurveHasNoCorner() throws IOException {
		final Volume labels = NiftiVolumes.readVolume(ReferenceData.file("fau_slice/brain.nii.gz"));
		final DeconvolutionSettings tikhonov = DeconvolutionSettings.of(Algorithm.TIKHONOV).withKappa(1);
		assertTrue(analyse(tikhonov, trueAif(), MaskChoice.of(Mask.nonZero(labels)), 0).warnings().stream().anyMatch(warning -> warning.contains("no corner")));
		assertTrue(analyse(tikhonov, trueAif(), MaskChoice.of(Mask.nonZero(labels)), 4).warnings().stream().noneMatch(warning -> warning.contains("no corner")));
	}

	private static void check(final Expected expected) throws IOException {
		final Volume labels = NiftiVolumes.readVolume(ReferenceData.file("fau_slice/brain.nii.gz"));
		final Volume cbf = NiftiVolumes.readVolume(ReferenceData.file("fau_slice/cbf.nii.gz"));
		final Volume mtt = NiftiVolumes.readVolume(ReferenceData.file("fau_slice/mtt.nii.gz"));
		final PerfusionResult result = analyse(expected.settings(), trueAif(), MaskChoice.of(Mask.nonZero(labels)), expected.noiseHu());
		final float[] flow = result.maps().get(PerfusionMap.CBF).get().plane(0);
		final float[] blood = result.maps().get(PerfusionMap.CBV).get().plane(0);
		final StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "FAU slice, noise %.0f HU, %s:", expected.noiseHu(), expected.name()));
		for (int label = 1; label < TISSUES.length; label++) {
			double flowSum = 0;
			double flowTrue = 0;
			double bloodSum = 0;
			double bloodTrue = 0;
			int count = 0;
			for (int i = 0; i < flow.length; i++) {
				if (labels.plane(0)[i] != label) continue;
				flowSum += flow[i];
				flowTrue += cbf.plane(0)[i];
				bloodSum += blood[i];
				bloodTrue += cbf.plane(0)[i] * (mtt.plane(0)[i] + 1) / 60;
				count++;
			}
			line.append(String.format(Locale.ROOT, " %s CBF %.1f (%.1f) CBV %.2f (%.2f);", TISSUES[label], flowSum / count, flowTrue / count, bloodSum / count, bloodTrue / count));
			assertEquals(1, flowSum / flowTrue, label < 3 ? expected.normal() : expected.all(), line.toString());
			assertEquals(1, bloodSum / bloodTrue, expected.noiseHu() == 0 ? 0.12 : 0.17, line.toString());
		}
		System.out.println(line);
	}

	@Test
	void findsTheArteryAndTheBrainByItself() throws IOException {
		final Volume labels = NiftiVolumes.readVolume(ReferenceData.file("fau_slice/brain.nii.gz"));
		final PerfusionResult result = analyse(DeconvolutionSettings.of(Algorithm.OSVD).withKappa(1), new ClassicalEstimator(), MaskChoice.AUTO, 0);
		assertTrue(result.measuredAif().voxels().stream().allMatch(voxel -> labels.get(voxel.x(), voxel.y(), voxel.z()) == 7), "AIF voxels lie in the artery");
		final Mask truth = Mask.nonZero(labels);
		final Mask mask = result.maps().mask();
		final double dice = 2.0 * truth.and(mask).count() / (truth.count() + mask.count());
		assertTrue(dice > 0.97, "Dice of the brain mask " + dice);
	}

	private static PerfusionResult analyse(final DeconvolutionSettings settings, final VascularEstimator aif, final MaskChoice mask, final double noiseHu) throws IOException {
		final PerfusionSeries clean = new NiftiReader().read(ReferenceData.file("fau_slice/ctp_HU_dt1s.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final PerfusionSeries series = noiseHu == 0 ? clean : noisy(clean, noiseHu);
		final AnalysisSettings analysis = new AnalysisSettings(PreprocessingSettings.DEFAULTS.withMask(mask), aif, Optional.empty(), false, PartialVolumeCorrection.NONE, new DeconvolutionMethod(settings, 1), new MapRequest(EnumSet.of(
			PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX), MapRequest.CbvRule.AREA, 1, 1, false), List.of());
		try (Parallel parallel = Parallel.allCores()) {
			return new PerfusionAnalysis(analysis).run(series, parallel, WorkMonitor.SILENT);
		}
	}

	private static PerfusionSeries noisy(final PerfusionSeries clean, final double noiseHu) {
		final Random random = new Random(1);
		final List<FloatArray> planes = new ArrayList<>();
		for (int t = 0; t < clean.frames(); t++) {
			final float[] plane = new float[clean.grid().planeSize()];
			clean.planes().read(0, t, plane);
			for (int i = 0; i < plane.length; i++)
				plane[i] += noiseHu * random.nextGaussian();
			planes.add(new FloatArray(plane));
		}
		final PlanarImg<FloatType, FloatArray> image = new PlanarImg<>(planes, new long[] { clean.grid().width(), clean.grid().height(), 1, clean.frames() }, new Fraction());
		image.setLinkedType(new FloatType(image));
		return new PerfusionSeries(clean.name(), image, 1, 0, clean.grid(), clean.times(), clean.signal());
	}

	private static VascularEstimator trueAif() throws IOException {
		final List<String> lines = Files.readAllLines(ReferenceData.file("fau_slice/aif_HU.csv")).stream().skip(1).filter(line -> !line.isBlank()).toList();
		final double[] times = lines.stream().mapToDouble(line -> Double.parseDouble(line.split(",")[0])).toArray();
		final double[] values = lines.stream().mapToDouble(line -> Double.parseDouble(line.split(",")[1])).toArray();
		return new CurveFileEstimator(Map.of(Vessel.AIF, new TimeCurve(times, values)), "truth");
	}
}
