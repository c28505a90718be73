package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ij.ImagePlus;

import org.perfusionj.curve.Interpolation;
import org.perfusionj.images.MaskFiles;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.TiffVolumeWriter;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.preprocessing.MaskChoice;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Region;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * A command that analyses one series, the active image or a file, and shows its results or writes them to a new folder: the parameters that all such
 * commands have, and the way from them to the series.
 */
public abstract class SeriesCommand extends PerfusionCommand {

	/** How numbers are shown in dialogs. */
	static final String NUMBER_FORMAT = "0.###";

	@Parameter(label = "Image", required = false, persist = false, description = "The open series to analyse.")
	private ImagePlus image;

	@Parameter(label = "Input", required = false, persist = false, style = "both", description = "What to analyse: a DICOM folder, a NIfTI file, a TIFF hyperstack or what Bio-Formats opens; for \"Core segmentation\" also a folder of maps. Empty: the active image.",
		attrs = @Attr(name = "group", value = "Files"))
	private String input = "";

	@Parameter(label = "Output folder", required = false, persist = false, style = "directory", description = "New folder for the results. Empty: they are only shown. In a macro's batch mode no windows open.", attrs = @Attr(name = "group", value = "Files"))
	private String output = "";

	@Parameter(label = "Format", choices = { "nifti", "tiff" }, description = "File format of the images in it.", attrs = @Attr(name = "group", value = "Files"))
	private String format = "nifti";

	@Parameter(label = "Overwrite", description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = "Files"))
	private boolean overwrite = false;

	@Parameter(label = "Series ID", columns = 45, required = false, persist = false, description = "Which series of a DICOM folder: its series instance UID. Empty: the dynamic one.", attrs = @Attr(name = "group", value = "Series"))
	private String series = "";

	@Parameter(label = "Slices", min = "0", description = "Number of slices, for a stack that holds slices and times in one dimension. 0: from the file.", attrs = @Attr(name = "group", value = "Series"))
	private int slices = 0;

	@Parameter(label = "Plane order", choices = { "zt", "tz" }, description = "Order of the planes of such a stack: zt all slices of one time together, tz all times of one slice together.", attrs = @Attr(name = "group",
		value = "Series"))
	private String plane_order = "zt";

	@Parameter(label = "Interpolation", choices = { "linear", "cubic" }, description = "For irregular frame times: how they are resampled to a uniform grid (cubic is monotone).", attrs = @Attr(name = "group", value = "Series"))
	private String interpolation = "linear";

	@Parameter(label = "Frame interval", min = "0", stepSize = "0.1", style = "format:" + NUMBER_FORMAT, description = "Time between frames. 0: from the file.", attrs = { @Attr(name = "group", value = "Series"), @Attr(name = "unit", value = "s") })
	private double frame_interval_s = 0;

	@Parameter(label = "Mask", persist = false, style = "file", description = "auto: brain without skull and air, or the mask beside maps. none: every voxel. roi: the ROIs named MASK..., or all measurement ROIs. Or the path of a NIfTI or TIFF mask.", attrs = { @Attr(name = "group",
		value = "Preprocessing"), @Attr(name = "values", value = "auto|none|roi|path") })
	private String mask = "auto";

	@Parameter(label = "Baseline end", min = "0", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Time of the last frame before the bolus. 0: found automatically.", attrs = { @Attr(name = "group", value = "Preprocessing"),
		@Attr(name = "unit", value = "s") })
	private double baseline_end_s = 0;

	/** An analysis whose parameters are all right. */
	@FunctionalInterface
	interface Analysis {

		/**
		 * @param options what the user says about the file
		 * @param folder where results are written, if they are
		 * @param monitor progress and cancel; keeps warnings, for what was assumed while reading belongs to the result, too
		 */
		void run(ReadOptions options, Optional<OutputFolder> folder, WarningCollector monitor) throws IOException;
	}

	/**
	 * Finds what is wrong with the command's own parameters before anything is read.
	 *
	 * @return what to do
	 * @throws PerfusionException if one has a value that no input could make right
	 */
	abstract Analysis checked();

	/** @return what the command's own parameters say may be a file, never a folder, that is read, by key; words such as auto are left out by themselves */
	abstract Map<String, String> otherInputs();

	/** @return whether other parameters name what is analysed, so that there need be neither input nor active image */
	boolean hasOtherInput() {
		return false;
	}

	/** @return what to say where there is nothing to analyse */
	String missingInput() {
		return "There is no input. Open a perfusion series, or give the path of one: input=/data/case1.nii.gz";
	}

	/** @return what the user says that the samples are */
	abstract Optional<SignalType> signalType();

	@Override
	protected final void execute(final WorkMonitor host) throws IOException {
		if (input.isBlank() && image == null && !hasOtherInput()) throw new BadParameterException(missingInput());
		if (output.isBlank() && !Display.now().takesImages(false)) throw new BadParameterException("There is no display to show results on. Give a folder for them: output=/results/case1");
		final ReadOptions options;
		final Analysis analysis;
		try {
			if (isMaskFile()) UserPath.ofFile("mask", mask, "auto, none nor roi");
			analysis = checked();
			options = new ReadOptions(series.trim(), frame_interval_s, slices, ReadOptions.PlaneOrder.of(plane_order), signalType());
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
		final WarningCollector monitor = new WarningCollector(host);
		if (output.isBlank()) {
			analysis.run(options, Optional.empty(), monitor);
			return;
		}
		try (OutputFolder folder = OutputFolder.open(UserPath.of("output", output), overwrite, inputPaths())) {
			analysis.run(options, Optional.of(folder), monitor);
		}
	}

	/** Everything that is read and must not be replaced by results. */
	private Path[] inputPaths() {
		final Map<String, String> texts = new LinkedHashMap<>(otherInputs());
		texts.put("mask", mask);
		final List<Path> paths = new ArrayList<>();
		for (final Map.Entry<String, String> one : texts.entrySet())
			// only the input may be a folder: one that happens to be called auto is not what the word means
			if (!one.getValue().isBlank() && Files.isRegularFile(UserPath.of(one.getKey(), one.getValue()))) paths.add(UserPath.of(one.getKey(), one.getValue()));
		inputPath().filter(Files::exists).ifPresent(paths::add);
		return paths.toArray(Path[]::new);
	}

	/** @return the open image that is analysed; empty if it is a file */
	final Optional<ImagePlus> openSeries() {
		return input.isBlank() ? Optional.ofNullable(image) : Optional.empty();
	}

	/** @return the file or folder that is analysed; empty if it is the active image */
	final Optional<Path> inputPath() {
		return input.isBlank() ? Optional.empty() : Optional.of(UserPath.of("input", input));
	}

	/** @return whether the mask is left to the software */
	final boolean isMaskAuto() {
		return isAuto(mask);
	}

	/** @return the file of the mask; empty if it is a word */
	final Optional<Path> maskFile() {
		return isMaskFile() ? Optional.of(UserPath.of("mask", mask)) : Optional.empty();
	}

	/** @return time between frames that the user says, s; 0 if none */
	final double frameIntervalS() {
		return frame_interval_s;
	}

	/** @return the series with the user's ROIs, which come from a file or, if that is empty, from ImageJ */
	final CaseInput open(final String roiFile, final CaseInput.RoiUse use, final Set<Vessel> wanted, final ReadOptions options, final boolean checksums, final WorkMonitor monitor) throws IOException {
		return CaseInput.open(input, image, roiFile, use, wanted, options, checksums, monitor);
	}

	/** @return how the opened series becomes concentration: no filter; the mask file is added to the files */
	final PreprocessingSettings preprocessing(final CaseInput opened, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		final PreprocessingSettings settings = PreprocessingSettings.DEFAULTS.withInterpolation(Interpolation.of(interpolation)).withMask(maskChoice(opened, files, monitor));
		final PreprocessingSettings read = signalType().map(settings::withSignal).orElse(settings);
		return baseline_end_s > 0 ? read.withBaselineEndS(baseline_end_s) : read;
	}

	private MaskChoice maskChoice(final CaseInput opened, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		if (isAuto(mask)) return MaskChoice.AUTO;
		if (mask.trim().equalsIgnoreCase("none")) return MaskChoice.NONE;
		if (mask.trim().equalsIgnoreCase("roi")) {
			final List<Region> named = opened.rois().regions().stream().filter(region -> region.name().toUpperCase(Locale.ROOT).startsWith("MASK")).toList();
			final List<Region> regions = named.isEmpty() ? opened.rois().regions() : named;
			if (regions.isEmpty()) throw new PerfusionException("mask=roi needs a ROI that is not named AIF or VOF. Draw one and add it to the ROI Manager, or use mask=auto.");
			return MaskChoice.of(new Mask(opened.series().grid(), RoiRegions.flags(opened.series().grid(), regions)));
		}
		final Path path = UserPath.of("mask", mask);
		final Mask read = MaskFiles.read(path, opened.series().grid());
		files.add(InputFile.of("mask", path.toAbsolutePath(), monitor));
		return MaskChoice.of(read);
	}

	/** @return writes images in the wanted format */
	final VolumeWriter writer() {
		return format.equalsIgnoreCase("tiff") ? new TiffVolumeWriter() : new NiftiVolumeWriter();
	}

	private boolean isMaskFile() {
		return !isAuto(mask) && !mask.trim().equalsIgnoreCase("none") && !mask.trim().equalsIgnoreCase("roi");
	}

	/** @return true if a parameter is left to the software */
	static boolean isAuto(final String text) {
		return text.isBlank() || text.trim().equalsIgnoreCase("auto");
	}
}
