package org.perfusionj.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Takes the first engine that is installed and has the device. A GPU comes before a preferred engine. */
public final class InstalledEngines implements NetworkEngines {

	private static final String NOTHING = "This version of PerfusionJ has nothing to run networks with.";

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
	public NetworkEngine find(final EngineChoice choice, final WorkMonitor monitor) {
		return find(asked(choice.kind()), choice.device(), monitor);
	}

	@Override
	public NetworkEngine findForTraining(final EngineChoice choice, final WorkMonitor monitor) {
		final List<EngineInstallation> trainers = asked(choice.kind()).stream().filter(EngineInstallation::trains).toList();
		if (trainers.isEmpty() && choice.kind() != EngineKind.AUTO) throw new PerfusionException("engine=" + choice.kind().key() + " runs networks, but cannot train them. Use engine=auto.");
		return find(trainers, choice.device(), monitor);
	}

	private List<EngineInstallation> asked(final EngineKind kind) {
		return installations.stream().filter(installation -> kind == EngineKind.AUTO || installation.kind() == kind).toList();
	}

	private static NetworkEngine find(final List<EngineInstallation> wanted, final Device device, final WorkMonitor monitor) {
		final List<String> noGpu = new ArrayList<>();
		if (device != Device.CPU) {
			final Optional<NetworkEngine> found = load(wanted, Device.CUDA, noGpu);
			if (found.isPresent()) return logged(found.get(), List.of(), monitor);
			if (device == Device.CUDA) throw new PerfusionException("device=cuda: " + (wanted.isEmpty() ? NOTHING : String.join(" ", noGpu) + " " + wanted.get(0).gpuNeeds())
				+ " docs/networks.md says more; device=cpu and device=auto do without one.");
		}
		final List<String> noCpu = new ArrayList<>();
		final Optional<NetworkEngine> found = load(wanted, Device.CPU, noCpu);
		// of each device the reason of the preferred engine is the one that a user is told
		return logged(found.orElseThrow(() -> new PerfusionException(first(noCpu).orElse(NOTHING))), Stream.of(first(noGpu), first(noCpu)).flatMap(Optional::stream).distinct().toList(), monitor);
	}

	private static Optional<NetworkEngine> load(final List<EngineInstallation> wanted, final Device device, final List<String> reasons) {
		for (final EngineInstallation installation : wanted) {
			try {
				return Optional.of(installation.load(device));
			}
			catch (final PerfusionException unavailable) {
				reasons.add(unavailable.getMessage());
			}
		}
		return Optional.empty();
	}

	private static Optional<String> first(final List<String> reasons) {
		return reasons.stream().findFirst();
	}

	private static NetworkEngine logged(final NetworkEngine engine, final List<String> reasons, final WorkMonitor monitor) {
		monitor.log("Networks run on " + engine.description() + "." + reasons.stream().map(reason -> " " + reason).collect(Collectors.joining()));
		return engine;
	}
}
