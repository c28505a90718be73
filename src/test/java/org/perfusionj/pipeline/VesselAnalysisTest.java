package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.commands.SampleFiles;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;

class VesselAnalysisTest {

	private static final int FIRST = 1;
	private static final int SLICES = 2;

	private static PerfusionSeries series;
	private static Parallel parallel;

	@BeforeAll
	static void make() {
		series = SampleFiles.slices(FIRST, SLICES);
		parallel = Parallel.allCores();
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	private static List<Voxel> of(final SampleTissue tissue) {
		return KnownVessels.labelled(SampleFiles.sample().labels(), FIRST, SLICES, tissue.ordinal());
	}

	private static VesselResult run(final KnownVessels finder, final MonitorLog log, final Set<Vessel> vessels) {
		return new VesselAnalysis(PreprocessingSettings.DEFAULTS, vessels, finder).run(series, parallel, log);
	}

	@Test
	void trueVesselsAreGoodAndEverythingAboutThemIsKnown() {
		final MonitorLog log = new MonitorLog();
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY)).with(Vessel.VOF, of(SampleTissue.VEIN));
		final VesselResult result = run(finder, log, EnumSet.allOf(Vessel.class));

		assertEquals(List.of("AIF", "VOF with AIF"), finder.asked());
		assertEquals(List.of(Vessel.AIF, Vessel.VOF), result.vessels().stream().map(FoundVessel::vessel).toList());
		for (final FoundVessel found : result.vessels())
			assertEquals(CurveVerdict.GOOD, found.quality().verdict(), found.quality().text());
		assertEquals(of(SampleTissue.ARTERY).size(), result.vessels().get(0).metrics().effectiveVoxels(), 0.01);
		assertEquals("good", result.parameters().get("aif_verdict"));
		assertEquals("none", result.parameters().get("vof_engine"));
		assertEquals("CT", result.parameters().get("signal"));
		assertTrue(log.says("AIF: good. Peak"), log.toString());
		assertEquals(1, log.fraction());
	}

	@Test
	void thePeakEnhancementIsTheLargestSmoothedSampleAfterTheBaseline() {
		final VesselResult result = run(new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY)), new MonitorLog(), Set.of(Vessel.AIF));
		final int first = result.concentration().baseline().endFrame();
		final Volume expected = new Volume(series.grid());
		for (int z = 0; z < SLICES; z++) {
			final float[][] hu = new float[series.frames()][series.grid().planeSize()];
			for (int t = 0; t < hu.length; t++)
				series.planes().read(z, t, hu[t]);
			for (int i = 0; i < series.grid().planeSize(); i++) {
				double baseline = 0;
				for (int t = result.concentration().baseline().firstFrame(); t < first; t++)
					baseline += hu[t][i] / result.concentration().baseline().frames();
				for (int t = first; t < hu.length; t++)
					expected.plane(z)[i] = (float) Math.max(expected.plane(z)[i], (hu[t - 1][i] + 2 * hu[t][i] + hu[Math.min(hu.length - 1, t + 1)][i]) / 4 - baseline);
			}
			assertArrayEquals(expected.plane(z), result.peakEnhancement().plane(z), 1e-2f);
		}
	}

	@Test
	void aVeinThatIsNotThereIsAWarningAndAnArteryThatIsNotThereAnError() {
		final MonitorLog log = new MonitorLog();
		final VesselResult result = run(new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY)), log, EnumSet.allOf(Vessel.class));
		assertTrue(result.find(Vessel.VOF).isEmpty());
		assertEquals(List.of("There is no VOF. AIFNet finds no VOF here."), result.warnings());

		final KnownVessels onlyVein = new KnownVessels().with(Vessel.VOF, of(SampleTissue.VEIN));
		assertTrue(assertThrows(PerfusionException.class, () -> run(onlyVein, new MonitorLog(), EnumSet.allOf(Vessel.class))).getMessage().contains("no AIF"));
		assertEquals(1, run(onlyVein, new MonitorLog(), Set.of(Vessel.VOF)).vessels().size());
	}

	@Test
	void aCurveOfBoneIsUnusableAndNoMeasureForTheVein() {
		final MonitorLog log = new MonitorLog();
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.SKULL)).with(Vessel.VOF, of(SampleTissue.VEIN));
		final VesselResult result = run(finder, log, EnumSet.allOf(Vessel.class));

		assertFalse(result.vessels().get(0).isUsable());
		assertEquals("unusable", result.parameters().get("aif_verdict"));
		assertFalse(log.warnings().isEmpty());
		assertEquals(List.of("AIF", "VOF"), finder.asked(), "the vein is not looked for after an artery that is none");
		assertEquals(CurveVerdict.GOOD, result.vessels().get(1).quality().verdict());
	}

	@Test
	void whatIsNoCtIsRefusedBeforeAnyWork() {
		for (final SignalType signal : List.of(SignalType.MR, SignalType.CONCENTRATION)) {
			final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY));
			final VesselAnalysis analysis = new VesselAnalysis(PreprocessingSettings.DEFAULTS, Set.of(Vessel.AIF), finder);
			final String message = assertThrows(PerfusionException.class, () -> analysis.run(series.withSignal(signal), parallel, new MonitorLog())).getMessage();
			assertTrue(message.contains("CT") && message.contains("aif=classical"), message);
			assertEquals(List.of(), finder.asked());
		}
	}

	@Test
	void itCanBeCancelled() {
		final VesselAnalysis analysis = new VesselAnalysis(PreprocessingSettings.DEFAULTS, Set.of(Vessel.AIF), new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY)));
		assertThrows(CancellationException.class, () -> analysis.run(series, parallel, MonitorLog.cancelled()));
	}
}
