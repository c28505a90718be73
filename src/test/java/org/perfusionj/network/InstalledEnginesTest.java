package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.TrainableGraphNetwork;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class InstalledEnginesTest {

	private final List<String> log = new ArrayList<>();
	private final NetworkEngine cpu = new Engine("plain", Device.CPU);
	private final NetworkEngine gpu = new Engine("quick", Device.CUDA);

	@Test
	void autoTakesTheGpu() {
		assertSame(gpu, find(Device.AUTO, only(cpu), only(gpu)));
		assertEquals(List.of("Networks run on quick."), log);
	}

	@Test
	void autoFallsBackToTheCpuAndSaysWhy() {
		assertSame(cpu, find(Device.AUTO, only(cpu), nothing("not there")));
		assertEquals(List.of("Networks run on plain. plain has no CUDA."), log);
	}

	@Test
	void whatIsAskedForIsTaken() {
		assertSame(cpu, find(Device.CPU, only(gpu), only(cpu)));
		assertSame(gpu, find(Device.CUDA, only(cpu), only(gpu)));
	}

	@Test
	void thePreferredOfSeveralIsTaken() {
		final NetworkEngine other = new Engine("other", Device.CPU);
		assertSame(other, find(Device.AUTO, nothing("first is not there"), only(other), only(cpu)));
	}

	@Test
	void noGpuThoughAskedFor() {
		final PerfusionException thrown = assertThrows(PerfusionException.class, () -> find(Device.CUDA, only(cpu)));
		assertEquals("device=cuda: plain has no CUDA. docs/networks.md says what a GPU needs; device=cpu and device=auto do without one.", thrown.getMessage());
		assertTrue(log.isEmpty());
	}

	@Test
	void nothingIsInstalled() {
		for (final Device device : new Device[] { Device.AUTO, Device.CPU })
			assertEquals("not there", assertThrows(PerfusionException.class, () -> find(device, nothing("not there"), nothing("nor there"))).getMessage());
		assertThrows(PerfusionException.class, () -> find(Device.AUTO));
	}

	private NetworkEngine find(final Device device, final EngineInstallation... installations) {
		return new InstalledEngines(List.of(installations)).find(device, new WorkMonitor() {

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
		});
	}

	private static EngineInstallation only(final NetworkEngine engine) {
		return device -> {
			if (engine.device() != device) throw new PerfusionException(engine.description() + " has no " + device + ".");
			return engine;
		};
	}

	private static EngineInstallation nothing(final String message) {
		return device -> {
			throw new PerfusionException(message);
		};
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
