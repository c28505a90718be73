package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.images.VolumeFiles;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.maps.StatedUnits;
import org.perfusionj.pipeline.AnalysedCase;
import org.perfusionj.pipeline.CaseAnalysis;
import org.perfusionj.pipeline.MapCollection.Part;
import org.perfusionj.pipeline.MapFiles;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.OpenMaps;
import org.perfusionj.report.Provenance;
import org.perfusionj.segmentation.CoreSegmentation;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionMeasurement;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.series.SourceVolume;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Infarct core and penumbra of a case, from its maps or from its series. */
@Plugin(type = Command.class, name = SegmentCommand.COMMAND, label = "Core segmentation", menuPath = "Plugins>Perfusion>Core segmentation", headless = true,
	description = "Finds infarct core and penumbra in the open maps, in a folder of maps or in maps of other software, or in a series, whose maps are made first. Research use only.")
public class SegmentCommand extends LesionCommand {

	/** Word of the command line. */
	static final String COMMAND = "segment";

	/** Their files are for macros and terminals: who sees a dialog opens them. */
	private static final String MAPS = "Maps of other software";

	private static final String BAD_RULE = "bad";

	@Parameter(label = "CBF", visibility = ItemVisibility.INVISIBLE, required = false, persist = false, style = "file", description = "A map as a file of its own (NIfTI or TIFF), also of other software. It takes the place of that of a folder.", attrs = @Attr(name = "group", value = MAPS))
	private String cbf = "";

	@Parameter(label = "CBV", visibility = ItemVisibility.INVISIBLE, required = false, persist = false, style = "file", description = "The same for CBV.", attrs = @Attr(name = "group", value = MAPS))
	private String cbv = "";

	@Parameter(label = "MTT", visibility = ItemVisibility.INVISIBLE, required = false, persist = false, style = "file", description = "The same for MTT.", attrs = @Attr(name = "group", value = MAPS))
	private String mtt = "";

	@Parameter(label = "Tmax", visibility = ItemVisibility.INVISIBLE, required = false, persist = false, style = "file", description = "The same for Tmax.", attrs = @Attr(name = "group", value = MAPS))
	private String tmax = "";

	@Parameter(label = "BAD", visibility = ItemVisibility.INVISIBLE, required = false, persist = false, style = "file", description = "The same for the bolus arrival delay.", attrs = @Attr(name = "group", value = MAPS))
	private String bad = "";

	@Parameter(label = "Baseline", visibility = ItemVisibility.INVISIBLE, required = false, persist = false, style = "file", description = "Mean image before the bolus, or plain CT, on the grid of the maps: shows old infarcts.", attrs = @Attr(name = "group", value = MAPS))
	private String baseline = "";

	@Parameter(label = "Unit of CBF", columns = 8, description = "auto: what the map says, else ml/100g/min. A number: what values are multiplied by to become that.", attrs = { @Attr(name = "group", value = MAPS), @Attr(name = "values",
		value = "auto|ml/100g/min|ml/g/min|ml/kg/min|ml/100g/s|ml/100ml/min|ml/ml/min|ml/ml/s|number") })
	private String cbf_unit = "auto";

	@Parameter(label = "Unit of CBV", columns = 8, description = "auto: what the map says, else ml/100g. A number as for CBF.", attrs = { @Attr(name = "group", value = MAPS), @Attr(name = "values", value = "auto|ml/100g|ml/g|ml/kg|ml/100ml|ml/ml|percent|number") })
	private String cbv_unit = "auto";

	@Parameter(label = "Unit of times", columns = 8, description = "auto: what the map says, else s. frames: give the frame interval, too. A number as for CBF.", attrs = { @Attr(name = "group", value = MAPS), @Attr(name = "values", value = "auto|s|ms|min|frames|number") })
	private String time_unit = "auto";

	/** How the lesion is to be found, checked. */
	private record Plan(SegmentationSettings settings, StatedUnits units, Map<PerfusionMap, Path> maps, Optional<Path> baseline) {

		boolean namesFiles() {
			return !maps.isEmpty();
		}
	}

	@Override
	Analysis checked() {
		final Map<PerfusionMap, Path> maps = new EnumMap<>(PerfusionMap.class);
		mapTexts().forEach((map, text) -> {
			if (!text.isBlank()) maps.put(map, UserPath.ofFile(map.key().toLowerCase(Locale.ROOT), text, ""));
		});
		final Optional<Path> image = baseline.isBlank() ? Optional.empty() : Optional.of(UserPath.ofFile("baseline", baseline, ""));
		final Plan plan = new Plan(segmentation(), StatedUnits.of(cbf_unit, cbv_unit, time_unit, frameIntervalS()), maps, image);
		return (options, folder, monitor) -> segment(plan, options, folder, monitor);
	}

	private Map<PerfusionMap, String> mapTexts() {
		return Map.of(PerfusionMap.CBF, cbf, PerfusionMap.CBV, cbv, PerfusionMap.MTT, mtt, PerfusionMap.TMAX, tmax, PerfusionMap.BAD, bad);
	}

	@Override
	Map<String, String> otherInputs() {
		final Map<String, String> texts = new LinkedHashMap<>(super.otherInputs());
		mapTexts().forEach((map, text) -> texts.put(map.key(), text));
		texts.put("baseline", baseline);
		return texts;
	}

	@Override
	boolean hasOtherInput() {
		return mapTexts().values().stream().anyMatch(text -> !text.isBlank());
	}

	@Override
	String missingInput() {
		return "There is no input. Open perfusion maps or a series, give a folder of maps or a series (input=/results/case1), or maps one by one (cbf=CBF.nii.gz tmax=Tmax.nii.gz).";
	}

	private void segment(final Plan plan, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		final Optional<MapFiles> files = files(plan);
		final Optional<OpenMaps> open = files.isPresent() ? Optional.empty() : openSeries().flatMap(OpenMaps::of);
		if ((files.isPresent() || open.isPresent()) && !isMaskAuto() && maskFile().isEmpty()) throw new BadParameterException("For maps, mask= is a file or auto (the mask that belongs to them); none and roi are for series.");
		if (files.isPresent()) {
			monitor.log("Input: map files.");
			final LesionMaps maps = files.get().read(plan.units(), signalType(), monitor.part(0, 0.3));
			final List<InputFile> read = new ArrayList<>();
			if (folder.isPresent()) read.addAll(files.get().inputs(monitor.part(0.3, 0.4)));
			finish(plan, maps, folder, Map.of(), read, Optional.empty(), monitor);
			return;
		}
		if (open.isPresent()) {
			monitor.log("Input: open maps.");
			final List<InputFile> read = new ArrayList<>();
			final LesionMaps maps = open.get().read(plan.units(), signalType(), given(plan, read, monitor), monitor.part(0, 0.4));
			finish(plan, maps, folder, Map.of("input_maps", open.get().titles()), read, open, monitor);
			return;
		}
		series(plan, options, folder, monitor);
	}

	/** The maps that files hold: those of a folder, those that are named, or both. */
	private Optional<MapFiles> files(final Plan plan) throws IOException {
		MapFiles files = null;
		if (inputPath().isPresent()) {
			final Path path = inputPath().get();
			if (Files.isDirectory(path)) files = MapFiles.in(path);
			else if (plan.namesFiles()) throw new BadParameterException("input=" + path + " is a file, and maps are named, too. Give the folder that the other maps are in, or leave input= out.");
			else if (VolumeFiles.canRead(path) && PerfusionMap.named(ImageFileName.stem(path)).isPresent()) throw new BadParameterException("input=" + path + " is a single map. Give its folder, or the maps one by one (cbf=..., tmax=...).");
			if (files != null && !files.holdMaps() && !plan.namesFiles()) return Optional.empty();
		}
		if (!plan.namesFiles() && files == null) return Optional.empty();
		if (files == null) files = MapFiles.none(caseName(plan.maps().values().iterator().next()));
		for (final Map.Entry<PerfusionMap, Path> map : plan.maps().entrySet())
			files = files.with(map.getKey(), map.getValue());
		if (plan.baseline().isPresent()) files = files.with(Part.IMAGE, plan.baseline().get());
		final Optional<Path> mask = maskFile();
		return Optional.of(mask.isPresent() ? files.with(Part.MASK, mask.get()) : files);
	}

	/** A map is called after what it is, a case after its folder. */
	private static String caseName(final Path map) {
		final Path folder = map.toAbsolutePath().normalize().getParent();
		return folder.getFileName() == null ? ImageFileName.stem(map) : folder.getFileName().toString();
	}

	private Map<Part, SourceVolume> given(final Plan plan, final List<InputFile> read, final WorkMonitor monitor) throws IOException {
		final Map<Part, Path> paths = new EnumMap<>(Part.class);
		maskFile().ifPresent(path -> paths.put(Part.MASK, path));
		plan.baseline().ifPresent(path -> paths.put(Part.IMAGE, path));
		final Map<Part, SourceVolume> given = new EnumMap<>(Part.class);
		for (final Map.Entry<Part, Path> one : paths.entrySet()) {
			given.put(one.getKey(), VolumeFiles.read(one.getValue(), monitor));
			read.addAll(InputFile.allOf(one.getKey().key(), one.getValue().toAbsolutePath(), monitor));
		}
		return given;
	}

	/** Does what {@link AnalyzeCommand} does with its defaults. */
	private void series(final Plan plan, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		// the rule for maps without Tmax needs the method that makes them
		final String name = plan.settings().rule().name().equals(BAD_RULE) ? NamedMaps.RESIDUE : AnalyzeCommand.METHOD;
		monitor.log("Input: a series. Its maps are made first, by " + name + " and the other defaults of \"Analyze case\", which lets you choose.");
		final NamedMaps named = NamedMaps.of(name, StandardNetworks.residue());
		final MapChoices choices = new MapChoices("", "auto", "auto", PartialVolumeCorrection.AREA, SpatialFilter.GAUSSIAN, AnalyzeCommand.SMOOTHING_MM, 0, named.method(), named.request());
		try (PerfusionMethod method = named.method().open(monitor); Parallel parallel = Parallel.allCores()) {
			final MapChoices.Ready ready = choices.read(this, method, options, folder.isPresent(), monitor.part(0, 0.25));
			final LesionMeasurement measurement = measurement(ready.files(), folder.isPresent(), monitor);
			final AnalysedCase found = new CaseAnalysis(ready.settings(), plan.settings(), measurement).run(ready.series(), parallel, monitor.part(0.25, 0.85));
			warnOfUnused(found.lesion(), monitor);
			final AnalysedCase analysed = found.withWarnings(monitor.warnings());
			final AnalysedOutput results = new AnalysedOutput(analysed, parallel, monitor.part(0.85, 0.87));
			if (folder.isPresent()) results.write(folder.get(), writer(), new Provenance(COMMAND, parameterTexts(), ready.opened().origin(), ready.files()), ready.opened().measured(), monitor.part(0.87, 1));
			results.log(monitor);
			final Display display = Display.now();
			if (display.takesImages(folder.isPresent())) results.show(display, ready.isAutomatic(), Optional.empty(), openSeries());
		}
	}

	private void finish(final Plan plan, final LesionMaps maps, final Optional<OutputFolder> folder, final Map<String, String> origin, final List<InputFile> files, final Optional<OpenMaps> open, final WarningCollector monitor)
		throws IOException
	{
		final Segmentation lesion;
		final LesionNumbers numbers;
		try (Parallel parallel = Parallel.allCores()) {
			lesion = new CoreSegmentation(plan.settings()).run(maps, parallel, monitor.part(0.6, 0.85));
			numbers = measurement(files, folder.isPresent(), monitor).measure(lesion, parallel, monitor.part(0.85, 0.9));
		}
		numbers.warnings().forEach(monitor::warn);
		warnOfUnused(lesion, monitor);
		final LesionOutput results = new LesionOutput(lesion.withWarnings(monitor.warnings()), numbers);
		if (folder.isPresent()) results.write(folder.get(), writer(), new Provenance(COMMAND, parameterTexts(), origin, files), monitor.part(0.9, 1));
		results.log(monitor);
		final Display display = Display.now();
		if (display.takesImages(folder.isPresent())) results.show(display, open);
	}
}
