package org.perfusionj.reference;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.ShippedAifnet;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.series.ChangedSeries;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * AIFNet with the shipped weights on one slice of the FAU digital phantom, which nothing was trained on: it has arteries (label 7) and no veins. The
 * spacing in its file, 1 mm, is made up, so that others must do as well.
 */
class AifnetFauSliceTest {

	private static final int ARTERY = 7;
	/** Required by issue 4. */
	private static final double LEAST_R = 0.97;
	/** Required by issue 4. */
	private static final double LEAST_IN_ARTERIES = 0.8;

	private static ShippedAifnet aifnet;

	@BeforeAll
	static void open() {
		aifnet = new ShippedAifnet(2);
	}

	@AfterAll
	static void end() {
		aifnet.close();
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "4, 1", "8, 1", "16, 1", "8, 0.5", "8, 2" })
	void findsTheArteriesWithAndWithoutNoiseAndNoGoodVein(final double noiseHu, final double pixelMm) throws IOException {
		// SETUP
		final PerfusionSeries clean = new NiftiReader().read(ReferenceData.file("fau_slice/ctp_HU_dt1s.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final Volume labels = NiftiVolumes.readVolume(ReferenceData.file("fau_slice/brain.nii.gz"));
		final double[] truth = Files.readAllLines(ReferenceData.file("fau_slice/aif_HU.csv")).stream().skip(1).filter(line -> !line.isBlank()).mapToDouble(line -> Double.parseDouble(line.split(",")[1])).toArray();
		final SpatialGrid grid = clean.grid();
		final PerfusionSeries series = ChangedSeries.noisy(ChangedSeries.withGrid(clean, new SpatialGrid(grid.width(), grid.height(), 1, pixelMm, pixelMm, grid.spacingZ(), grid.orientation())), noiseHu, 1);

		// EXECUTE
		final VesselResult result = aifnet.find(series);
		final VascularFunction classical;
		try (Parallel parallel = Parallel.allCores()) {
			classical = new ClassicalEstimator().estimate(Vessel.AIF, result.concentration(), Optional.empty(), parallel, new MonitorLog());
		}

		// VERIFY
		final FoundVessel found = result.find(Vessel.AIF).orElseThrow();
		double inArteries = 0;
		for (int i = 0; i < grid.planeSize(); i++)
			if (labels.plane(0)[i] == ARTERY) inArteries += found.probability().plane(0)[i];
		final double r = new PearsonsCorrelation().correlation(found.function().curve().values(), truth);
		System.out.printf(Locale.ROOT, "FAU slice, noise %.0f HU, pixels of %.1f mm: AIFNet r %.4f, %.1f %% of P in arteries, worth %.1f voxels, %s; classical r %.4f, %d of %d voxels in arteries%n", noiseHu, pixelMm, r, 100 * inArteries, found.metrics()
			.effectiveVoxels(), found.quality().verdict().key(), new PearsonsCorrelation().correlation(classical.curve().values(), truth), classical.voxels().stream().filter(voxel -> labels.get(voxel.x(), voxel.y(), voxel.z()) == ARTERY).count(),
			classical.voxels().size());
		assertTrue(r >= LEAST_R, "r = " + r);
		assertTrue(inArteries >= LEAST_IN_ARTERIES, "in arteries: " + inArteries);
		assertNotEquals(CurveVerdict.UNUSABLE, found.quality().verdict(), found.quality().text());
		result.find(Vessel.VOF).ifPresent(vof -> assertNotEquals(CurveVerdict.GOOD, vof.quality().verdict(), vof.quality().text()));
	}
}
