package org.perfusionj.network;

import java.util.List;
import java.util.ServiceLoader;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Takes the first engine that is installed and has the device. */
public final class InstalledEngines implements NetworkEngines {

	private final List<EngineInstallation> installations;

	/** Knows the kinds of engines that are listed as services, in their order. */
	public InstalledEngines() {
		this(ServiceLoader.load(EngineInstallation.class, InstalledEngines.class.getClassLoader()).stream().map(ServiceLoader.Provider::get).toList());
	}

	/** @param installations kinds of engines, the preferred one first */
	public InstalledEngines(final List<EngineInstallation> installations) {
		this.installations = List.copyOf(installations);
	}

	@Override
	public NetworkEngine find(final Device device, final WorkMonitor monitor) {
		if (device == Device.CPU) return logged(load(device), "", monitor);
		try {
			return logged(load(Device.CUDA), "", monitor);
		}
		catch (final PerfusionException noGpu) {
			if (device == Device.CUDA) throw new PerfusionException("device=cuda: " + noGpu.getMessage() + " docs/networks.md says what a GPU needs; device=cpu and device=auto do without one.", noGpu);
			return logged(load(Device.CPU), " " + noGpu.getMessage(), monitor);
		}
	}

	private static NetworkEngine logged(final NetworkEngine engine, final String reason, final WorkMonitor monitor) {
		monitor.log("Networks run on " + engine.description() + "." + reason);
		return engine;
	}

	/** The reason of the preferred engine is the one that a user is told. */
	private NetworkEngine load(final Device device) {
		PerfusionException first = null;
		for (final EngineInstallation installation : installations) {
			try {
				return installation.load(device);
			}
			catch (final PerfusionException unavailable) {
				if (first == null) first = unavailable;
			}
		}
		throw first == null ? new PerfusionException("This version of PerfusionJ has nothing to run networks with.") : first;
	}
}
