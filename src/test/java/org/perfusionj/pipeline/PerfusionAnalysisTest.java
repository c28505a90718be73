package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.perfusionj.commands.FakeAifnet;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularSearch;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class PerfusionAnalysisTest {

	/** Notes what is asked of it. */
	private record Noted(String name, List<String> notes) implements VascularEstimator {

		@Override
		public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
			notes.add(vessel + " by " + name + (known.isPresent() ? " with AIF" : ""));
			return new ClassicalEstimator().estimate(vessel, input, known, parallel, monitor);
		}

		@Override
		public VascularSearch search(final ConcentrationSeries input) {
			notes.add("search by " + name);
			return VascularEstimator.super.search(input);
		}
	}

	private static PerfusionResult run(final VascularEstimator aif, final Optional<VascularEstimator> vof) {
		return run(aif, vof, PartialVolumeCorrection.NONE);
	}

	private static PerfusionResult run(final VascularEstimator aif, final Optional<VascularEstimator> vof, final PartialVolumeCorrection correction) {
		final AnalysisSettings settings = new AnalysisSettings(PreprocessingSettings.DEFAULTS, aif, vof, true, correction, new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.SSVD), 1), new MapRequest(EnumSet.of(
			PerfusionMap.CBF), MapRequest.CbvRule.AREA, 1, 1, false), List.of());
		try (Parallel parallel = Parallel.allCores()) {
			return new PerfusionAnalysis(settings).run(SampleFiles.slices(1, 1), parallel, new MonitorLog());
		}
	}

	@Test
	void oneEstimatorSearchesTheSeriesOnceForBothVessels() {
		final List<String> notes = new ArrayList<>();
		final VascularEstimator one = new Noted("one", notes);
		run(one, Optional.of(one));
		assertEquals(List.of("search by one", "AIF by one", "VOF by one with AIF"), notes);
	}

	@Test
	void twoEstimatorsSearchEachForItself() {
		final List<String> notes = new ArrayList<>();
		run(new Noted("one", notes), Optional.of(new Noted("two", notes)));
		assertEquals(List.of("search by one", "AIF by one", "search by two", "VOF by two with AIF"), notes);
		notes.clear();
		run(new Noted("one", notes), Optional.empty());
		assertEquals(List.of("search by one", "AIF by one"), notes);
	}

	@Test
	void provenanceNamesTheNetworkThatFoundTheVessels() {
		final AifnetVessels aifnet = new AifnetVessels(new FakeAifnet(), Optional.of(Path.of("my model")), EngineChoice.on(Device.CPU));
		final PerfusionResult result = run(aifnet, Optional.of(aifnet), PartialVolumeCorrection.PEAK);
		assertTrue(Double.parseDouble(result.parameters().get("partial_volume_factor")) > 1, "the AIF in use is not the one that was found");
		for (final String vessel : List.of("aif", "vof")) {
			assertEquals("AIFNet (fake)", result.parameters().get(vessel + "_source"));
			assertEquals("fake on cpu", result.parameters().get(vessel + "_engine"));
			assertEquals("my model", result.parameters().get(vessel + "_model"));
			assertEquals(vessel.equals("aif") ? "1" : "1.25", result.parameters().get(vessel + "_recalibration"));
			assertTrue(List.of("good", "doubtful").contains(result.parameters().get(vessel + "_verdict")), result.parameters().toString());
		}
		assertFalse(run(new ClassicalEstimator(), Optional.empty()).parameters().containsKey("aif_verdict"));
	}
}
