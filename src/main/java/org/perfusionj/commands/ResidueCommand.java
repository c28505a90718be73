package org.perfusionj.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.network.residue.ResidueRequest;
import org.perfusionj.network.residue.Uncertainty;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Perfusion maps, residue functions and local AIFs of a CT or MR series by a neural network. */
@Plugin(type = Command.class, name = ResidueCommand.COMMAND, label = "Deep residue estimation", menuPath = "Plugins>Perfusion>Deep residue estimation", headless = true,
	description = "Makes CBF, CBV, MTT, delay (BAD) and TTP maps of a perfusion series with a neural network that estimates residue function, local AIF and delay of each voxel, and how sure it is. Research use only.")
public class ResidueCommand extends MapsCommand {

	/** Word of the command line. */
	static final String COMMAND = "residue";

	private static final String NETWORK = "Network";

	private final ResidueMethods methods;

	@Parameter(label = "Local AIF", description = "Keep the AIF at every voxel, dispersed and not delayed, as a 4D image (needs as much memory as the series).", attrs = @Attr(name = "group", value = "Maps"))
	private boolean localaif = false;

	@Parameter(label = "Uncertainty", description = "Also the maps CBF_sd and BAD_sd: standard deviation of CBF and BAD in each voxel, as the network estimates it.", attrs = @Attr(name = "group", value = "Maps"))
	private boolean uncertainty = true;

	@Parameter(label = "Maps", columns = 45, description = "Which maps, separated by commas: CBF, CBV, MTT, BAD, TTP, rCBF, rCBV, rMTT.", attrs = @Attr(name = "group", value = "Maps"))
	private String maps = "CBF,CBV,MTT,BAD,TTP";

	@Parameter(label = "Model", persist = false, style = "file", description = "auto: the network that comes with this software. Or a model file.", attrs = { @Attr(name = "group", value = NETWORK), @Attr(name = "values", value = "auto|path") })
	private String model = "auto";

	@Parameter(label = "Engine", choices = { "auto", "onnx", "nd4j" }, description = "What runs the network. auto: ONNX Runtime if it can be used, else ND4J.", attrs = @Attr(name = "group", value = NETWORK))
	private String engine = "auto";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda" }, description = "Where the network runs. auto: a CUDA GPU if one can be used, else the processor.", attrs = @Attr(name = "group", value = NETWORK))
	private String device = "auto";

	/** With the networks of this software. */
	public ResidueCommand() {
		this(StandardNetworks.residue());
	}

	/** @param methods make the network ready */
	protected ResidueCommand(final ResidueMethods methods) {
		this.methods = methods;
	}

	@Override
	MapChoices.Method method(final double kappa, final double density) {
		final Optional<Path> weights = isAuto(model) ? Optional.empty() : Optional.of(UserPath.ofFile("model", model, "auto"));
		final boolean withSpread = wantedMaps().stream().anyMatch(map -> map == PerfusionMap.CBF_SD || map == PerfusionMap.BAD_SD);
		final ResidueRequest request = new ResidueRequest(weights, EngineChoice.of(engine, device), withSpread ? Uncertainty.REQUIRED : Uncertainty.NONE, kappa, density);
		return new MapChoices.Method() {

			@Override
			public PerfusionMethod open(final WorkMonitor monitor) {
				return methods.find(request, monitor);
			}

			@Override
			public Map<String, Path> files() {
				return weights.map(path -> Map.of("model", path)).orElse(Map.of());
			}
		};
	}

	@Override
	boolean keepsLocalAif() {
		return localaif;
	}

	@Override
	String command() {
		return COMMAND;
	}

	@Override
	Map<String, String> otherInputs() {
		final Map<String, String> inputs = new LinkedHashMap<>(super.otherInputs());
		inputs.put("model", model);
		return inputs;
	}

	@Override
	Set<PerfusionMap> wantedMaps() {
		final Set<PerfusionMap> wanted = mapsOf(maps);
		if (!uncertainty && (wanted.contains(PerfusionMap.CBF_SD) || wanted.contains(PerfusionMap.BAD_SD))) throw new PerfusionException("CBF_sd and BAD_sd need uncertainty=true.");
		if (uncertainty && wanted.contains(PerfusionMap.CBF)) wanted.add(PerfusionMap.CBF_SD);
		if (uncertainty && wanted.contains(PerfusionMap.BAD)) wanted.add(PerfusionMap.BAD_SD);
		if (wanted.contains(PerfusionMap.TMAX) || wanted.contains(PerfusionMap.RTMAX)) throw new PerfusionException("The network does not estimate Tmax, but the delay itself: ask for BAD instead of Tmax, for example maps=CBF,CBV,MTT,BAD,TTP.");
		return wanted;
	}
}
