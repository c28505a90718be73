package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.commands.SampleFiles;
import org.perfusionj.network.Device;
import org.perfusionj.pipeline.KnownVessels;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.FirstEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;

/** AIFNet as one of the ways to a vascular function, and what happens where it fails. */
class AifnetVesselsTest {

	private static ConcentrationSeries input;
	private static Parallel parallel;

	@BeforeAll
	static void make() {
		parallel = Parallel.allCores();
		input = new Preprocessing().prepare(SampleFiles.slices(1, 1), PreprocessingSettings.DEFAULTS, parallel, new MonitorLog()).concentration();
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	private static List<Voxel> of(final SampleTissue tissue) {
		return KnownVessels.labelled(SampleFiles.sample().labels(), 1, 1, tissue.ordinal());
	}

	private static VascularFunction estimate(final AifnetFinders finders, final MonitorLog log) {
		return new AifnetVessels(finders, Optional.empty(), Device.CPU).estimate(Vessel.AIF, input, Optional.empty(), parallel, log);
	}

	@Test
	void itIsOpenedForTheVesselAndClosedAgain() {
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY));
		final VascularFunction found = estimate((vessels, model, device, monitor) -> {
			assertEquals(List.of(Vessel.AIF), List.copyOf(vessels));
			assertTrue(model.isEmpty());
			assertSame(Device.CPU, device);
			return finder;
		}, new MonitorLog());
		assertEquals("known", found.source());
		assertEquals(List.of("AIF", "closed"), finder.asked());
	}

	@Test
	void anUnusableCurveIsRefusedWithItsReasons() {
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.SKULL));
		final String message = assertThrows(PerfusionException.class, () -> estimate((vessels, model, device, monitor) -> finder, new MonitorLog())).getMessage();
		assertTrue(message.startsWith("What AIFNet takes for the AIF is unusable. The AIF "), message);
		assertEquals(List.of("AIF", "closed"), finder.asked());
	}

	@Test
	void aDoubtfulCurveIsUsedWithAWarning() {
		final MonitorLog log = new MonitorLog();
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY).subList(0, 1));
		estimate((vessels, model, device, monitor) -> finder, log);
		assertTrue(log.warnings().stream().anyMatch(warning -> warning.contains("The AIF is a single voxel")), log.toString());
	}

	@Test
	void weightsThatCannotBeReadAreNamed() {
		final String message = assertThrows(PerfusionException.class, () -> estimate((vessels, model, device, monitor) -> {
			throw new IOException("aif.aifnet is cut off");
		}, new MonitorLog())).getMessage();
		assertTrue(message.contains("aif.aifnet is cut off") && message.contains("aif=classical"), message);
	}

	@Test
	void withoutTheNetworkTheClassicalSelectionIsUsedAndTheReasonSaid() {
		final MonitorLog log = new MonitorLog();
		final AifnetVessels network = new AifnetVessels((vessels, model, device, monitor) -> {
			throw new PerfusionException("The network libraries are not installed.");
		}, Optional.empty(), Device.AUTO);
		final VascularFunction found = new FirstEstimator("auto", List.of(network, new ClassicalEstimator())).estimate(Vessel.AIF, input, Optional.empty(), parallel, log);
		assertEquals(new ClassicalEstimator().estimate(Vessel.AIF, input, Optional.empty(), parallel, new MonitorLog()), found);
		assertEquals("Warning: The AIF is from classical, not from aifnet. The network libraries are not installed.", log.warnings().get(0));
	}
}
