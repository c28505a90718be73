package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.perfusionj.commands.SampleFiles;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.pipeline.FunctionSources;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.CurveFileEstimator;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.Vessel;

/** Scans with a lesion mask: a slice of the sample series, in which case n has n per cent more contrast, so that cases differ. */
public final class SampleTissueScans {

	/** The slice that holds all tissues. */
	private static final int SLICE = 1;
	private static final int BASELINE_FRAMES = 8;

	private SampleTissueScans() {}

	/** @return the slice of case n */
	static PerfusionSeries series(final int n) {
		final float[][] planes = new float[SampleFiles.sample().series().frames()][SampleFiles.sample().series().grid().planeSize()];
		for (int t = 0; t < planes.length; t++)
			SampleFiles.sample().series().planes().read(SLICE, t, planes[t]);
		final int width = SampleFiles.sample().series().grid().width();
		return SampleFiles.changed(SLICE, 1, (hu, x, y, z, t) -> {
			double base = 0;
			for (int b = 0; b < BASELINE_FRAMES; b++)
				base += planes[b][y * width + x] / BASELINE_FRAMES;
			return hu + 0.01 * n * (hu - base);
		}).withName("case" + n);
	}

	/** @return the voxels of the slice with such tissue */
	static Mask where(final Predicate<SampleTissue> wanted) {
		final SpatialGrid grid = SampleFiles.slices(SLICE, 1).grid();
		final boolean[][] planes = new boolean[1][grid.planeSize()];
		for (int i = 0; i < planes[0].length; i++)
			planes[0][i] = wanted.test(SampleTissue.values()[(int) SampleFiles.sample().labels().plane(SLICE)[i]]);
		return new Mask(grid, planes);
	}

	/** @return a voxel of an artery on the healthy side, the left of the image */
	public static Voxel artery() {
		final Mask arteries = where(tissue -> tissue == SampleTissue.ARTERY);
		for (int y = 0; y < arteries.grid().height(); y++)
			for (int x = 0; x < arteries.grid().width() / 2; x++)
				if (arteries.contains(x, y, 0)) return new Voxel(x, y, 0);
		throw new IllegalStateException("no artery");
	}

	static boolean isLesion(final SampleTissue tissue) {
		return tissue.name().endsWith("PENUMBRA") || tissue.name().endsWith("CORE");
	}

	static boolean isGrey(final SampleTissue tissue) {
		return tissue.name().startsWith("GREY");
	}

	static boolean isWhite(final SampleTissue tissue) {
		return tissue.name().startsWith("WHITE");
	}

	static Mask lesion() {
		return where(SampleTissueScans::isLesion);
	}

	private static Volume truth(final Volume whole) {
		return new Volume(SampleFiles.slices(SLICE, 1).grid(), new float[][] { whole.plane(SLICE) });
	}

	/** @return case n, of which everything is known */
	static TissueScan scan(final int n) {
		return new TissueScan("case" + n, series(n), lesion(), Optional.of(where(SampleTissue::isPerfused)), Optional.empty(), Optional.of(where(tissue -> tissue == SampleTissue.ARTERY || tissue == SampleTissue.VEIN)), Optional.of(where(
			tissue -> tissue == SampleTissue.CSF)), Optional.of(where(SampleTissueScans::isGrey)), Optional.of(where(SampleTissueScans::isWhite)), Map.of(TissueMeasure.CBF, truth(SampleFiles.sample().cbf()), TissueMeasure.MTT, truth(SampleFiles
				.sample().mtt())));
	}

	/** @return the true AIF of the sample, whatever the scan */
	static FunctionSources functions() {
		return new FunctionSources(new CurveFileEstimator(Map.of(Vessel.AIF, SampleFiles.sample().aif()), "truth"), Optional.empty(), false, PartialVolumeCorrection.NONE);
	}

	/** @return the folder of case n: series, lesion mask and the true AIF as curves.csv */
	public static Path write(final Path cases, final int n) throws IOException {
		final Path folder = Files.createDirectories(cases.resolve("case" + n));
		SampleFiles.nifti(folder.resolve("series.nii.gz"), series(n));
		new NiftiVolumeWriter().writeMask(folder.resolve("lesion.nii.gz"), lesion(), "lesion");
		CurveFile.write(folder.resolve("curves.csv"), new CurveFile.Curves(SampleFiles.sample().aif(), Optional.<TimeCurve> empty()), Map.of(), List.of());
		return folder;
	}
}
