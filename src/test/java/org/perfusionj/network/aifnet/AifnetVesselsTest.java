package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.commands.SampleFiles;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.pipeline.KnownVessels;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.FirstEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularSearch;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

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
		return new AifnetVessels(finders, Optional.empty(), EngineChoice.on(Device.CPU)).estimate(Vessel.AIF, input, Optional.empty(), parallel, log);
	}

	@Test
	void itIsOpenedForTheVesselAndClosedAgain() {
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY));
		final VascularFunction found = estimate((vessels, model, device, monitor) -> {
			assertEquals(List.of(Vessel.AIF), List.copyOf(vessels));
			assertTrue(model.isEmpty());
			assertSame(Device.CPU, device.device());
			return finder;
		}, new MonitorLog());
		assertEquals("known", found.source());
		assertEquals(List.of("AIF", "closed"), finder.asked());
	}

	/** The scan that was read for the AIF is looked at for the VOF, too, by a network of its own. */
	@Test
	void bothVesselsAreLookedForOnOneScan() {
		final KnownVessels known = new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY)).with(Vessel.VOF, of(SampleTissue.VEIN));
		final List<AifnetScan> scans = new ArrayList<>();
		final AifnetVessels estimator = new AifnetVessels((vessels, model, device, monitor) -> new AifnetFinder() {

			@Override
			public AifnetResult find(final Vessel vessel, final AifnetScan scan, final Optional<VascularFunction> aif, final Parallel threads, final WorkMonitor work) {
				assertEquals(List.of(vessel), List.copyOf(vessels));
				scans.add(scan);
				return known.find(vessel, scan, aif, threads, work);
			}

			@Override
			public Map<String, String> facts(final Vessel vessel) {
				return Map.of();
			}

			@Override
			public void close() {
				known.close();
			}
		}, Optional.empty(), EngineChoice.on(Device.CPU));

		final VascularSearch search = estimator.search(input);
		final VascularFunction aif = search.find(Vessel.AIF, Optional.empty(), parallel, new MonitorLog());
		final VascularFunction vof = search.find(Vessel.VOF, Optional.of(aif), parallel, new MonitorLog());

		assertSame(scans.get(0), scans.get(1));
		assertEquals(List.of("AIF", "closed", "VOF with AIF", "closed"), known.asked());
		assertEquals(estimator.estimate(Vessel.VOF, input, Optional.of(aif), parallel, new MonitorLog()), vof);
		assertNotSame(scans.get(0), scans.get(2));
	}

	/** Neither are libraries loaded for it. */
	@Test
	void whatIsNoCtIsRefusedBeforeTheNetworkIsOpened() {
		final ConcentrationSeries mr = new ConcentrationSeries(input.series().withSignal(SignalType.MR), input.slices(), input.time(), input.baseline(), input.baselineImage(), input.mask(), 0);
		final AifnetVessels estimator = new AifnetVessels((vessels, model, device, monitor) -> {
			throw new IllegalStateException("opened");
		}, Optional.empty(), EngineChoice.on(Device.CPU));
		final String message = assertThrows(PerfusionException.class, () -> estimator.estimate(Vessel.AIF, mr, Optional.empty(), parallel, new MonitorLog())).getMessage();
		assertTrue(message.contains("trained on CT in HU"), message);
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
	void whatIsNoCtIsRefusedBeforeTheNetworkIsLoaded() {
		final ConcentrationSeries mr = new ConcentrationSeries(input.series().withSignal(SignalType.MR), input.slices(), input.time(), input.baseline(), input.baselineImage(), input.mask(), 0);
		final AifnetVessels vessels = new AifnetVessels((wanted, model, device, monitor) -> {
			throw new AssertionError("loaded");
		}, Optional.empty(), EngineChoice.AUTO);
		assertTrue(assertThrows(PerfusionException.class, () -> vessels.estimate(Vessel.AIF, mr, Optional.empty(), parallel, new MonitorLog())).getMessage().contains("trained on CT in HU"));
	}

	@Test
	void provenanceNamesTheNetworkAndTheVerdict() {
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, of(SampleTissue.ARTERY).subList(0, 1));
		final Map<String, String> facts = estimate((vessels, model, device, monitor) -> finder, new MonitorLog()).facts();
		assertEquals(List.of("engine", "recalibration", "effective_voxels", "verdict", "flaws"), List.copyOf(facts.keySet()));
		assertEquals(List.of("none", "1", "1", "doubtful", "few_voxels"), List.copyOf(facts.values()));
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
		}, Optional.empty(), EngineChoice.AUTO);
		final VascularFunction found = new FirstEstimator("auto", List.of(network, new ClassicalEstimator())).estimate(Vessel.AIF, input, Optional.empty(), parallel, log);
		assertEquals(new ClassicalEstimator().estimate(Vessel.AIF, input, Optional.empty(), parallel, new MonitorLog()), found);
		assertEquals("Warning: The AIF is from classical, not from aifnet. The network libraries are not installed.", log.warnings().get(0));
	}
}
