package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.TrainableGraphNetwork;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class InstalledEnginesTest {

	private final List<String> log = new ArrayList<>();
	private final EngineInstallation cpu = new Fake(EngineKind.ND4J, true, Device.CPU);
	private final EngineInstallation gpu = new Fake(EngineKind.ONNX, false, Device.CUDA);
	private final EngineInstallation second = new Fake(EngineKind.ONNX, false, Device.CPU);

	@Test
	void autoTakesTheGpu() {
		assertEquals("ONNX on CUDA", find(EngineChoice.AUTO, cpu, gpu));
		assertEquals(List.of("Networks run on ONNX on CUDA."), log);
	}

	@Test
	void autoFallsBackToTheCpuAndSaysWhy() {
		assertEquals("ND4J on CPU", find(EngineChoice.AUTO, cpu, second));
		assertEquals(List.of("Networks run on ND4J on CPU. ND4J has no CUDA."), log);
	}

	@Test
	void whatIsAskedForIsTaken() {
		assertEquals("ND4J on CPU", find(EngineChoice.on(Device.CPU), gpu, cpu, second));
		assertEquals("ONNX on CUDA", find(EngineChoice.on(Device.CUDA), cpu, gpu));
		assertEquals("ONNX on CPU", find(EngineChoice.of("onnx", "auto"), cpu, second));
		assertEquals("ND4J on CPU", find(EngineChoice.of("ND4J", "CPU"), second, cpu));
	}

	@Test
	void thePreferredOfSeveralIsTakenElseTheNextAndTheReasonSaid() {
		assertEquals("ONNX on CPU", find(EngineChoice.on(Device.CPU), second, cpu));
		assertEquals("ND4J on CPU", find(EngineChoice.on(Device.CPU), new Fake(EngineKind.ONNX, false), cpu));
		assertEquals("ND4J on CPU", find(EngineChoice.AUTO, new Fake(EngineKind.ONNX, false), cpu));
		assertEquals(List.of("Networks run on ONNX on CPU.", "Networks run on ND4J on CPU. ONNX has no CPU.", "Networks run on ND4J on CPU. ONNX has no CUDA. ONNX has no CPU."), log);
	}

	@Test
	void anotherIsNotTakenForTheOneThatIsAskedFor() {
		assertEquals("ONNX has no CPU.", message(EngineChoice.of("onnx", "cpu"), new Fake(EngineKind.ONNX, false), cpu));
		assertTrue(message(EngineChoice.of("onnx", "cuda"), new Fake(EngineKind.ND4J, true, Device.CUDA), second).startsWith("device=cuda: ONNX has no CUDA."));
	}

	@Test
	void noGpuThoughAskedFor() {
		assertEquals("device=cuda: ONNX has no CUDA. ND4J has no CUDA. ONNX needs a card. docs/networks.md says more; device=cpu and device=auto do without one.", message(EngineChoice.on(Device.CUDA), second, cpu));
		assertTrue(log.isEmpty());
	}

	@Test
	void nothingIsInstalled() {
		for (final Device device : new Device[] { Device.AUTO, Device.CPU })
			assertEquals("ONNX has no CPU.", message(EngineChoice.on(device), new Fake(EngineKind.ONNX, false), new Fake(EngineKind.ND4J, true)));
		for (final Device device : Device.values())
			assertTrue(message(EngineChoice.on(device)).contains("This version of PerfusionJ has nothing to run networks with."));
		assertTrue(message(EngineChoice.of("nd4j", "cpu"), second).startsWith("This version of PerfusionJ has nothing"));
	}

	@Test
	void onlyEnginesThatTrainAreTakenForTraining() {
		assertEquals("ND4J on CPU", installed(gpu, second, cpu).findForTraining(EngineChoice.AUTO, monitor()).description());
		assertEquals(List.of("Networks run on ND4J on CPU. ND4J has no CUDA."), log);
		final String message = assertThrows(PerfusionException.class, () -> installed(gpu, cpu).findForTraining(EngineChoice.of("onnx", "auto"), monitor())).getMessage();
		assertEquals("engine=onnx runs networks, but cannot train them. Use engine=auto.", message);
		assertThrows(PerfusionException.class, () -> installed(gpu, second).findForTraining(EngineChoice.AUTO, monitor()));
	}

	@Test
	void textsOfChoices() {
		assertEquals(EngineChoice.AUTO, EngineChoice.of(" Auto", "AUTO "));
		for (final EngineKind kind : EngineKind.values())
			assertEquals(new EngineChoice(kind, Device.CUDA), EngineChoice.of(kind.key(), "cuda"));
		assertEquals("engine=tensorrt is unknown: use auto, onnx or nd4j.", assertThrows(PerfusionException.class, () -> EngineChoice.of("tensorrt", "cpu")).getMessage());
		assertThrows(PerfusionException.class, () -> EngineChoice.of("onnx", "tpu"));
	}

	@Test
	void installedOnesAreFoundInThisOrder() {
		assertEquals(List.of(EngineKind.ONNX, EngineKind.ND4J), ServiceLoader.load(EngineInstallation.class).stream().map(ServiceLoader.Provider::get).map(EngineInstallation::kind).toList());
	}

	private String find(final EngineChoice choice, final EngineInstallation... installations) {
		return installed(installations).find(choice, monitor()).description();
	}

	private String message(final EngineChoice choice, final EngineInstallation... installations) {
		return assertThrows(PerfusionException.class, () -> find(choice, installations)).getMessage();
	}

	private static InstalledEngines installed(final EngineInstallation... installations) {
		return new InstalledEngines(List.of(installations));
	}

	private WorkMonitor monitor() {
		return new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				// not shown
			}

			@Override
			public void log(final String message) {
				log.add(message);
			}

			@Override
			public boolean isCancelled() {
				return false;
			}
		};
	}

	/** Has some devices. */
	private record Fake(EngineKind kind, boolean trains, Device... devices) implements EngineInstallation {

		@Override
		public String gpuNeeds() {
			return kind + " needs a card.";
		}

		@Override
		public NetworkEngine load(final Device device) {
			if (!List.of(devices).contains(device)) throw new PerfusionException(kind + " has no " + device + ".");
			return new Engine(kind + " on " + device, device);
		}
	}

	/** Runs nothing. */
	private record Engine(String description, Device device) implements NetworkEngine {

		@Override
		public Network open(final Architecture architecture, final float[] weights) {
			throw new AssertionError("finding an engine runs nothing on it");
		}

		@Override
		public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
			throw new AssertionError("finding an engine runs nothing on it");
		}

		@Override
		public GraphNetwork open(final Graph graph, final float[] weights) {
			throw new AssertionError("finding an engine runs nothing on it");
		}

		@Override
		public TrainableGraphNetwork openForTraining(final Graph graph, final float[] weights) {
			throw new AssertionError("finding an engine runs nothing on it");
		}
	}
}
