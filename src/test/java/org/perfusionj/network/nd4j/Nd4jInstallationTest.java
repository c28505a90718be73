package org.perfusionj.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.EngineKind;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.WithoutLibrary;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** ND4J as it is found here, and the plugin in a class loader that has no ND4J. */
class Nd4jInstallationTest {

	private static final WithoutLibrary WITHOUT = new WithoutLibrary(".*(nd4j|javacpp|openblas).*", "org.nd4j.linalg.factory.Nd4j", Nd4jEngine.class.getPackageName());

	@Test
	void theEngineIsTheOneAskedFor() {
		final NetworkEngine engine = new InstalledEngines().find(wanted(Device.AUTO), WorkMonitor.SILENT);
		assertEquals(engine.device(), new Nd4jInstallation().load(engine.device()).device());
	}

	@Test
	void withoutAGpuTheReasonIsSaid() {
		Assumptions.assumeTrue(Nd4jEngine.load().device() == Device.CPU, "ND4J runs on a GPU here");
		final PerfusionException thrown = assertThrows(PerfusionException.class, () -> new InstalledEngines().find(wanted(Device.CUDA), WorkMonitor.SILENT));
		assertEquals("device=cuda: Only the CPU version of ND4J is installed. For ND4J a GPU needs its CUDA 11.6 jars and CUDA 11.6. docs/networks.md says more; device=cpu and device=auto do without one.", thrown.getMessage());
	}

	@Test
	void withoutAGpuNothingIsSaidOfWhatItNeedsUnlessItIsAskedFor() {
		Assumptions.assumeTrue(Nd4jEngine.load().device() == Device.CPU, "ND4J runs on a GPU here");
		final MonitorLog log = new MonitorLog();
		final NetworkEngine engine = new InstalledEngines().find(wanted(Device.AUTO), log);
		assertEquals(List.of("Networks run on " + engine.description() + ". Only the CPU version of ND4J is installed."), log.lines());
	}

	private static EngineChoice wanted(final Device device) {
		return new EngineChoice(EngineKind.ND4J, device);
	}

	/** Once ND4J has chosen a GPU that it cannot run on, nothing in this Java process brings it back. */
	@Test
	void aGpuThatCannotBeUsedIsToldWithTheWayOut() {
		final LinkageError failed = new ExceptionInInitializerError(new IllegalStateException("no kernel image is available for execution on the device\nmore"));
		final String message = new Nd4jInstallation(true).unusable(failed).getMessage();
		assertTrue(message.contains("no kernel image is available for execution on the device. If that is because of the GPU, set the environment variable BACKEND_PRIORITY_CPU=1000"), message);
		assertFalse(new Nd4jInstallation(false).unusable(failed).getMessage().contains("BACKEND_PRIORITY_CPU"));
	}

	@Test
	void withoutItsJarsTheMessageSaysWhatToCopy() throws Exception {
		final String message = WITHOUT.message("nd4j", "auto");
		assertTrue(message.startsWith("ND4J is not installed ("), message);
		assertTrue(message.contains("Copy all jars of the folder \"network\""), message);
	}

	@Test
	void everythingElseLoadsWithoutItsJars() throws Exception {
		WITHOUT.checkThatEverythingElseLoads();
	}

	@Test
	void onlyThisPackageKnowsNd4j() throws IOException {
		WITHOUT.checkThatNothingElseKnows("org/nd4j/");
	}
}
