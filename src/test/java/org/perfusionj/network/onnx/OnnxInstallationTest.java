package org.perfusionj.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.EngineKind;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.WithoutLibrary;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;

import ai.onnxruntime.OrtException;

/** ONNX Runtime for processors, which the build has, and the plugin in a class loader without it. */
class OnnxInstallationTest {

	private static final WithoutLibrary WITHOUT = new WithoutLibrary(".*onnxruntime.*", "ai.onnxruntime.OrtEnvironment", OnnxEngine.class.getPackageName());

	@Test
	void withoutAGpuItRunsOnTheProcessorAndTheReasonIsSaid() {
		final MonitorLog log = new MonitorLog();
		final NetworkEngine engine = new InstalledEngines().find(new EngineChoice(EngineKind.ONNX, Device.AUTO), log);
		assertEquals(Device.CPU, engine.device());
		assertEquals(List.of("Networks run on ONNX Runtime 1.24.2 (CPU). Only the CPU version of ONNX Runtime is installed."), log.lines());
	}

	@Test
	void aGpuThatIsAskedForIsToldWithWhatItNeeds() {
		final PerfusionException thrown = assertThrows(PerfusionException.class, () -> new InstalledEngines().find(new EngineChoice(EngineKind.ONNX, Device.CUDA), new MonitorLog()));
		assertEquals("device=cuda: Only the CPU version of ONNX Runtime is installed. For ONNX Runtime a GPU needs onnxruntime_gpu-1.24.2.jar in place of onnxruntime-1.24.2.jar, CUDA 12 and cuDNN 9. "
			+ "docs/networks.md says more; device=cpu and device=auto do without one.", thrown.getMessage());
	}

	@Test
	void librariesThatDoNotLoadAreToldWithTheWayOut() {
		final String message = OnnxInstallation.unusable(new ExceptionInInitializerError(new UnsatisfiedLinkError("libonnxruntime.so: version GLIBC_2.28 not found\nmore"))).getMessage();
		assertTrue(message.startsWith("ONNX Runtime cannot be used on this machine (") && message.contains("): libonnxruntime.so: version GLIBC_2.28 not found. Its jar must be there only once"), message);
		// what Java says the second time
		assertTrue(OnnxInstallation.unusable(new NoClassDefFoundError("Could not initialize class ai.onnxruntime.OrtEnvironment")).getMessage().startsWith("ONNX Runtime cannot be used"));
	}

	/** What it says where its CUDA jar is and CUDA is not. */
	@Test
	void aLibraryThatIsMissingIsNamedWithoutTheTalkAroundIt() {
		final OrtException failed = new OrtException(OrtException.OrtErrorCode.ORT_FAIL, "/onnxruntime_src/provider_bridge_ort.cc:1952 onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library "
			+ "/tmp/onnxruntime-java67/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared object file: No such file or directory\n");
		final String expected = "libcublasLt.so.12: cannot open shared object file: No such file or directory";
		assertEquals(expected, OnnxWork.reason(failed));
		final PerfusionException told = assertThrows(PerfusionException.class, () -> OnnxWork.done(() -> {
			throw failed;
		}));
		assertTrue(told.getMessage().startsWith("ONNX Runtime cannot run the network (" + expected + "). "), told.getMessage());
		assertEquals(expected, OnnxWork.reason(told));
		assertEquals("no more memory", OnnxWork.reason(new OrtException(OrtException.OrtErrorCode.ORT_RUNTIME_EXCEPTION, "no more memory")));
	}

	@Test
	void memoryThatIsShortIsTold() {
		final PerfusionException told = assertThrows(PerfusionException.class, () -> OnnxWork.done(() -> {
			throw new OutOfMemoryError("Cannot reserve 5 bytes");
		}));
		assertTrue(told.getMessage().startsWith("There is not enough memory for the network (Cannot reserve 5 bytes). Close images"), told.getMessage());
	}

	@Test
	void withoutItsJarTheMessageSaysWhatToCopy() throws Exception {
		for (final String device : new String[] { "cpu", "auto" }) {
			final String message = WITHOUT.message("onnx", device);
			assertTrue(message.startsWith("ONNX Runtime is not installed (") && message.contains("Copy all jars of the folder \"network\""), message);
		}
		assertTrue(WITHOUT.message("onnx", "cuda").startsWith("device=cuda: ONNX Runtime is not installed ("));
	}

	@Test
	void everythingElseLoadsWithoutItsJar() throws Exception {
		WITHOUT.checkThatEverythingElseLoads();
	}

	@Test
	void onlyThisPackageKnowsOnnxRuntime() throws IOException {
		WITHOUT.checkThatNothingElseKnows("ai/onnxruntime/");
	}
}
