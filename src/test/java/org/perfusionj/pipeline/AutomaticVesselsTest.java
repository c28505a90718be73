package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.commands.SampleFiles;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.VascularSearch;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;

class AutomaticVesselsTest {

	private final List<Vessel> opened = new ArrayList<>();
	private final MonitorLog log = new MonitorLog();
	/** A network that cannot be had. */
	private final AifnetVessels aifnet = new AifnetVessels((vessels, model, device, monitor) -> {
		opened.addAll(vessels);
		throw new PerfusionException("No network.");
	}, Optional.empty(), EngineChoice.AUTO);

	private static ConcentrationSeries ct(final Parallel parallel) {
		return new Preprocessing().prepare(SampleFiles.slices(1, 1), PreprocessingSettings.DEFAULTS, parallel, new MonitorLog()).concentration();
	}

	@ParameterizedTest
	@EnumSource(value = SignalType.class, names = "CT", mode = EnumSource.Mode.EXCLUDE)
	void whatIsNoCtIsForTheClassicalSelectionAlone(final SignalType signal) {
		try (Parallel parallel = Parallel.allCores()) {
			final ConcentrationSeries ct = ct(parallel);
			final ConcentrationSeries input = new ConcentrationSeries(ct.series().withSignal(signal), ct.slices(), ct.time(), ct.baseline(), ct.baselineImage(), ct.mask(), 0);
			final VascularSearch search = new AutomaticVessels(aifnet).search(input);
			final ClassicalEstimator classical = new ClassicalEstimator();
			assertEquals(classical.estimate(Vessel.AIF, input, Optional.empty(), parallel, new MonitorLog()), search.find(Vessel.AIF, Optional.empty(), parallel, log));
			assertEquals(List.of(), opened, "the network is not loaded for it");
			assertEquals(List.of(), log.warnings());
		}
	}

	@Test
	void inCtTheNetworkIsAskedFirst() {
		try (Parallel parallel = Parallel.allCores()) {
			assertEquals("automatic (classical)", new AutomaticVessels(aifnet).estimate(Vessel.AIF, ct(parallel), Optional.empty(), parallel, log).source());
			assertEquals(List.of(Vessel.AIF), opened);
			assertEquals("Warning: The AIF is from classical, not from aifnet. No network.", log.warnings().get(0));
		}
	}
}
