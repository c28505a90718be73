package org.perfusionj.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.network.Device;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.aifnet.AifnetFinder;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselAnalysis;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.ChangedSeries;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** AIFNet with the shipped weights on one slice of the FAU digital phantom, which nothing was trained on: it has arteries (label 7) and no veins. */
class AifnetFauSliceTest {

	private static final int ARTERY = 7;
	/** Required by issue 4. */
	private static final double LEAST_R = 0.97;
	/** Required by issue 4. */
	private static final double LEAST_IN_ARTERIES = 0.8;

	@ParameterizedTest
	@ValueSource(doubles = { 0, 4, 8, 16 })
	void findsTheArteriesWithAndWithoutNoise(final double noiseHu) throws IOException {
		// SETUP
		final PerfusionSeries clean = new NiftiReader().read(ReferenceData.file("fau_slice/ctp_HU_dt1s.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final Volume labels = NiftiVolumes.readVolume(ReferenceData.file("fau_slice/brain.nii.gz"));
		final double[] truth = Files.readAllLines(ReferenceData.file("fau_slice/aif_HU.csv")).stream().skip(1).filter(line -> !line.isBlank()).mapToDouble(line -> Double.parseDouble(line.split(",")[1])).toArray();
		final PerfusionSeries series = ChangedSeries.noisy(clean, noiseHu, 1);

		// EXECUTE
		final FoundVessel found;
		final VascularFunction classical;
		final MonitorLog log = new MonitorLog();
		try (Parallel parallel = Parallel.allCores(); AifnetFinder finder = new InstalledAifnet(new InstalledEngines()).open(Set.of(Vessel.AIF), Optional.empty(), Device.CPU, log)) {
			final VesselResult result = new VesselAnalysis(PreprocessingSettings.DEFAULTS, Set.of(Vessel.AIF), finder).run(series, parallel, log);
			found = result.find(Vessel.AIF).orElseThrow();
			classical = new ClassicalEstimator().estimate(Vessel.AIF, result.concentration(), Optional.empty(), parallel, new MonitorLog());
		}

		// VERIFY
		double sum = 0;
		double inArteries = 0;
		for (int i = 0; i < labels.grid().planeSize(); i++) {
			sum += found.probability().plane(0)[i];
			if (labels.plane(0)[i] == ARTERY) inArteries += found.probability().plane(0)[i];
		}
		final double r = new PearsonsCorrelation().correlation(found.function().curve().values(), truth);
		System.out.printf(Locale.ROOT, "FAU slice, noise %.0f HU: AIFNet r %.4f, %.1f %% of P in arteries, worth %.1f voxels, %s; classical r %.4f, %d of %d voxels in arteries%n", noiseHu, r, 100 * inArteries, found.metrics().effectiveVoxels(), found.quality().text(),
			new PearsonsCorrelation().correlation(classical.curve().values(), truth), classical.voxels().stream().filter(voxel -> labels.get(voxel.x(), voxel.y(), voxel.z()) == ARTERY).count(), classical.voxels().size());
		assertEquals(1, sum, 1e-4);
		assertTrue(r >= LEAST_R, "r = " + r);
		assertTrue(inArteries >= LEAST_IN_ARTERIES, "in arteries: " + inArteries);
		assertNotEquals(CurveVerdict.UNUSABLE, found.quality().verdict(), found.quality().text());
	}
}
