package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.perfusionj.evaluation.TissueNames;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.NetworkEngines;
import org.perfusionj.network.residue.InstalledResidue;
import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.training.FineTuning;
import org.perfusionj.network.residue.training.LossWeights;
import org.perfusionj.network.residue.training.ResidueTrainingSettings;
import org.perfusionj.network.residue.training.TrainedResidue;
import org.perfusionj.network.residue.training.UnlabelledScan;
import org.perfusionj.network.training.TrainingFolder;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Prepared;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.preprocessing.TissueMasks;
import org.perfusionj.report.Provenance;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Fits the residue decoder of a network to scans of the user's own. */
@Plugin(type = Command.class, name = "fine-tune-residue", menuPath = "Plugins>Perfusion>Fine-tune deep residue network", headless = true,
	description = "Trains the residue decoder of a network for deep residue estimation further on your own scans, without any truth: it learns to reconstruct their tissue curves with smooth residue functions. Research use only.")
public class FineTuneResidueCommand extends PerfusionCommand {

	private static final String AUTO = "auto";
	private static final String SCANS = "Scans";
	private static final String NETWORK = "Network";
	private static final String TRAINING = "Training";
	private static final String FILES = "Files";
	private static final String NO_VOF = "none";
	/** Curves of a scan that are learned together. */
	private static final int TOGETHER = 256;
	/** Few steps, and the weights begin near the end. */
	private static final double AVERAGING = 0.99;

	private final NetworkEngines engines;

	@Parameter(label = "Scans", persist = false, style = "directory", description = "Folder of perfusion series: each image in it, and one in each folder in it.", attrs = @Attr(name = "group", value = SCANS))
	private String input = "";

	@Parameter(label = "Series", description = "What the series is called in folders of their own. auto: series, else the only image that is no mask, else DICOM.", attrs = { @Attr(name = "group", value = SCANS), @Attr(name = "values", value = "auto|name") })
	private String series = TissueNames.AUTO;

	@Parameter(label = "Signal", choices = { "auto", "CT", "MR", "concentration" }, description = "What the numbers are. auto: what the file says, CT where it says nothing.", attrs = @Attr(name = "group", value = SCANS))
	private String signal = AUTO;

	@Parameter(label = "Frame interval", min = "0", stepSize = "0.1", style = "format:0.###", description = "Time between frames. 0: from the files.", attrs = { @Attr(name = "group", value = SCANS), @Attr(name = "unit", value = "s") })
	private double frame_interval_s = 0;

	@Parameter(label = "AIF", columns = 30, description = "Arterial input function. auto: found automatically. aifnet: by the network. classical: by rules. roi: ROIs named AIF... in rois.zip beside each series. Or a CSV beside each series, for example curves.csv.",
		attrs = { @Attr(name = "group", value = SCANS), @Attr(name = "values", value = "auto|aifnet|classical|roi|name") })
	private String aif = AUTO;

	@Parameter(label = "Filter", choices = { "none", "guided", "median" }, description = "In-plane filter: that with which the network will be used. guided (radius 2, epsilon 0.01), median (3 x 3).", attrs = @Attr(name = "group", value = SCANS))
	private String filter = "none";

	@Parameter(label = "Curves per scan", min = "1", description = "Tissue voxels that are drawn from a scan, at most.", attrs = @Attr(name = "group", value = SCANS))
	private int curves = 20_000;

	@Parameter(label = "Model", persist = false, style = "open", description = "auto: the network that comes with this software. Or a model file.", attrs = { @Attr(name = "group", value = NETWORK), @Attr(name = "values", value = "auto|path") })
	private String model = AUTO;

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda" }, description = "Where networks run. auto: a CUDA GPU if one can be used, else the processor.", attrs = @Attr(name = "group", value = NETWORK))
	private String device = AUTO;

	@Parameter(label = "Epochs", min = "1", max = "100000", description = "How often all curves are seen. The learning rate falls to nothing over them.", attrs = @Attr(name = "group", value = TRAINING))
	private int epochs = 10;

	@Parameter(label = "Minutes", min = "0", style = "format:0.##", description = "Time for training, with the learning rate falling accordingly. 0: as long as it takes.", attrs = @Attr(name = "group", value = TRAINING))
	private double minutes = 0;

	@Parameter(label = "Batch", min = "256", description = "Curves in a step; a multiple of 256.", attrs = @Attr(name = "group", value = TRAINING))
	private int batch = 1024;

	@Parameter(label = "Learning rate", min = "0", max = "1", stepSize = "0.00001", style = "format:0.#######", description = "The largest, after the warm-up.", attrs = @Attr(name = "group", value = TRAINING))
	private double rate = 3e-5;

	@Parameter(label = "Seed", description = "Of the curves that are drawn, and their order.", attrs = @Attr(name = "group", value = TRAINING))
	private long seed = 1;

	@Parameter(label = "Output folder", persist = false, style = "directory", description = "New folder for model, learning curve and model card. Until all is done checkpoints are in a folder beside it, whose name ends in .training.", attrs = @Attr(
		name = "group", value = FILES))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = FILES))
	private boolean overwrite = false;

	/** With the engines of this software. */
	public FineTuneResidueCommand() {
		this(StandardNetworks.engines());
	}

	/** @param engines finds what networks run on */
	protected FineTuneResidueCommand(final NetworkEngines engines) {
		this.engines = engines;
	}

	/**
	 * What is asked for, after all that can be checked was checked.
	 *
	 * @param model to start from
	 * @param settings how
	 * @param preprocessing of the scans
	 * @param options what the user says about the scans
	 */
	private record Wanted(ResidueModel model, ResidueTrainingSettings settings, PreprocessingSettings preprocessing, ReadOptions options) {
	}

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		final WarningCollector monitor = new WarningCollector(host);
		final Wanted wanted = wanted();
		final List<SeriesInFolder> found = SeriesInFolder.in(UserPath.of("input", input), new TissueNames(series, TissueNames.AUTO), StandardFormats.opener(), monitor);
		try (OutputFolder folder = OutputFolder.open(UserPath.of("output", output), overwrite, inputs(found)); TrainingFolder training = TrainingFolder.open(folder.target()); Parallel parallel = Parallel.allCores()) {
			final EngineChoice choice = EngineChoice.on(Device.of(device));
			final FineTuning task = new FineTuning(wanted.model, wanted.settings, curves, TOGETHER, engines.find(choice, monitor), engines.findForTraining(choice, monitor), parallel);
			final List<InputFile> files = files(found, monitor.part(0, 0.05));
			try {
				training.require(facts(task, files));
				if (training.isBegun()) monitor.log("Going on with the training in " + training.folder());
				final TrainedResidue trained = task.run(new Read(found, wanted, parallel), Files.createDirectories(training.examples()), training.checkpoint("residue"), origin(found), monitor.part(0.05, 1));
				final ResidueOutput result = new ResidueOutput(trained, "Fine-tune deep residue network", false);
				result.write(folder, new Provenance("fine-tune-residue", parameterTexts(), trained.model().facts(), files), monitor.warnings(), monitor);
				training.delete();
				result.log(monitor);
				result.show(Display.now());
			}
			catch (final CancellationException cancelled) {
				if (training.isBegun()) monitor.log("The same command goes on from the checkpoint in " + training.folder() + ".");
				throw cancelled;
			}
		}
	}

	/** Finds what is wrong before anything is made. */
	private Wanted wanted() throws IOException {
		try {
			Device.of(device);
			if (input.isBlank() || !Files.isDirectory(UserPath.of("input", input))) throw new BadParameterException("input=" + input + " is no folder. Give the folder of your scans.");
			CaseVessels.check(aif, NO_VOF);
			final Optional<SignalType> type = SeriesCommand.isAuto(signal) ? Optional.empty() : Optional.of(SignalType.of(signal));
			final PreprocessingSettings preprocessing = PreprocessingSettings.DEFAULTS.withFilter(SpatialFilter.of(filter));
			final ResidueModel start = SeriesCommand.isAuto(model) ? InstalledResidue.shipped() : ResidueModelFile.read(UserPath.ofFile("model", model, AUTO));
			return new Wanted(start, new ResidueTrainingSettings(LossWeights.UNLABELLED, epochs, minutes, Math.max(1, batch / TOGETHER), rate, ResidueTrainingSettings.WARM_UP, 0, ResidueTrainingSettings.LARGEST_GRADIENT, AVERAGING, seed), type.map(
				preprocessing::withSignal).orElse(preprocessing), new ReadOptions("", frame_interval_s, 0, ReadOptions.PlaneOrder.SLICES_FIRST, type));
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException | IllegalArgumentException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private Path[] inputs(final List<SeriesInFolder> found) {
		final List<Path> paths = new ArrayList<>(found.stream().map(SeriesInFolder::path).toList());
		if (!SeriesCommand.isAuto(model)) paths.add(UserPath.of("model", model));
		return paths.toArray(Path[]::new);
	}

	private List<InputFile> files(final List<SeriesInFolder> found, final WorkMonitor monitor) throws IOException {
		final List<InputFile> files = new ArrayList<>();
		if (!SeriesCommand.isAuto(model)) files.addAll(InputFile.allOf("model", UserPath.of("model", model).toAbsolutePath(), monitor.part(0, 0)));
		for (int i = 0; i < found.size(); i++)
			files.addAll(InputFile.allOf("scan " + found.get(i).name(), found.get(i).path().toAbsolutePath(), monitor.part((double) i / found.size(), (i + 1.0) / found.size())));
		return files;
	}

	/** @return all that decides what training does */
	private Map<String, String> facts(final FineTuning task, final List<InputFile> files) {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("software", SoftwareVersion.current().version());
		facts.put("aif", aif);
		facts.put("filter", filter);
		facts.put("signal", signal);
		facts.put("frame_interval_s", Double.toString(frame_interval_s));
		facts.putAll(task.facts());
		for (final InputFile file : files)
			facts.put(file.role() + " " + file.path(), file.sha256());
		return facts;
	}

	/** Nothing that names a person or a place: models are given to others. */
	private Map<String, String> origin(final List<SeriesInFolder> found) {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("software", SoftwareVersion.current().name() + " " + SoftwareVersion.current().version());
		facts.put("command", "fine-tune-residue");
		facts.put("scans", Integer.toString(found.size()));
		facts.put("filter", filter);
		return facts;
	}

	/** Reads scan after scan. */
	private final class Read implements FineTuning.Scans {

		private final List<SeriesInFolder> found;
		private final Wanted wanted;
		private final Parallel parallel;

		Read(final List<SeriesInFolder> found, final Wanted wanted, final Parallel parallel) {
			this.found = found;
			this.wanted = wanted;
			this.parallel = parallel;
		}

		@Override
		public int size() {
			return found.size();
		}

		@Override
		public Optional<UnlabelledScan> read(final int index, final WorkMonitor monitor) throws IOException {
			final SeriesInFolder scan = found.get(index);
			try {
				return Optional.of(scan(scan, monitor));
			}
			catch (final PerfusionException unusable) {
				monitor.log("Warning: " + scan.name() + " is left out. " + unusable.getMessage());
				return Optional.empty();
			}
		}

		private UnlabelledScan scan(final SeriesInFolder scan, final WorkMonitor monitor) throws IOException {
			final PerfusionSeries opened = StandardFormats.opener().open(scan.path(), wanted.options, monitor.part(0, 0.3));
			final Prepared prepared = new Preprocessing().prepare(opened, wanted.preprocessing, parallel, monitor.part(0.3, 0.6));
			// what the AIF is multiplied by makes no difference to the network
			final VascularFunction artery = new CaseVessels(aif, NO_VOF, PartialVolumeCorrection.NONE).of(scan.folder(), opened, monitor).find(prepared.unfiltered(), parallel, monitor.part(0.6, 0.9)).aif();
			final ConcentrationSeries concentration = prepared.concentration();
			final TissueMasks others = TissueMasks.find(concentration, parallel, monitor.part(0.9, 1));
			return new UnlabelledScan(scan.name(), concentration.slices(), concentration.time(), concentration.mask().minus(others.vessels()).minus(others.csf()), artery.curve().values());
		}
	}
}
