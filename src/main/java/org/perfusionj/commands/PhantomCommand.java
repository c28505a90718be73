package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.report.Provenance;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes a simulated CT perfusion scan of a head with known truth: shows it, or writes it. */
@Plugin(type = Command.class, name = "phantom", menuPath = "Plugins>Perfusion>Perfusion phantom", headless = true,
	description = "Makes a simulated CT perfusion scan of a head with all that is true of it: maps, stroke, vessels, AIF and VOF. For measuring methods and protocols. Research use only.")
public class PhantomCommand extends PerfusionCommand {

	private static final String NUMBER_FORMAT = "0.###";
	private static final String RANDOM = "random";

	@Parameter(label = "Seed", description = "Draws everything that is not given: the same seed gives the same phantom, bit for bit. 9001-9999 are kept for evaluation.", attrs = @Attr(name = "group", value = "Patient"))
	private long seed = 1;

	@Parameter(label = "Anatomy", style = "directory", description = "Where the head comes from: built-in, or the folder of an atlas.", attrs = { @Attr(name = "group", value = "Patient"), @Attr(name = "values",
		value = PhantomSources.BUILT_IN + "|path") })
	private String anatomy = PhantomSources.BUILT_IN;

	@Parameter(label = "Occlusion", choices = { RANDOM, "none", "left_ICA", "left_M1", "left_M2", "left_A", "left_P", "right_ICA", "right_M1", "right_M2", "right_A", "right_P" },
		description = "Where the clot sits: in the internal carotid, middle (M1, M2), anterior or posterior cerebral artery.", attrs = @Attr(name = "group", value = "Patient"))
	private String occlusion = RANDOM;

	@Parameter(label = "Matrix", min = "64", max = "512", stepSize = "64", description = "Pixels along each side of an image.", attrs = @Attr(name = "group", value = "Scan"))
	private int matrix = ScanOptions.DEFAULTS.matrix();

	@Parameter(label = "Pixel size", description = "Side of a pixel. auto: drawn, so that the head fits.", attrs = { @Attr(name = "group", value = "Scan"), @Attr(name = "unit", value = "mm"), @Attr(name = "values",
		value = "auto|0.3 to 5") })
	private String pixel_mm = DrawnNumber.DRAWN;

	@Parameter(label = "Slices", description = "Number of slices. auto: drawn, 2 to 16.", attrs = { @Attr(name = "group", value = "Scan"), @Attr(name = "values", value = "auto|1 to 320") })
	private String slices = DrawnNumber.DRAWN;

	@Parameter(label = "Slice thickness", description = "Thickness of a slice; slices touch each other. auto: drawn, 4 to 12 mm.", attrs = { @Attr(name = "group", value = "Scan"), @Attr(name = "unit", value = "mm"), @Attr(name = "values",
		value = "auto|0.5 to 20") })
	private String slice_mm = DrawnNumber.DRAWN;

	@Parameter(label = "Frames", description = "Number of frames. auto: drawn, 40 to 120.", attrs = { @Attr(name = "group", value = "Scan"), @Attr(name = "values", value = "auto|10 to 500") })
	private String frames = DrawnNumber.DRAWN;

	@Parameter(label = "Frame interval", description = "Time between frames; of the first phase where the timing is mixed. auto: drawn, 0.8 to 3 s.", attrs = { @Attr(name = "group", value = "Scan"), @Attr(name = "unit", value = "s"), @Attr(
		name = "values", value = "auto|0.2 to 10") })
	private String frame_interval_s = DrawnNumber.DRAWN;

	@Parameter(label = "Timing", choices = { "auto", "regular", "mixed", "shuttle" },
		description = "regular: equal intervals. mixed: three times as long after the first pass. shuttle: odd and even slices half an interval apart. auto: drawn.", attrs = @Attr(name = "group", value = "Scan"))
	private String timing = Timing.AUTO.key();

	@Parameter(label = "Dose", min = "0", max = "100", stepSize = "0.25", style = "format:" + NUMBER_FORMAT, description = "Radiation relative to a routine scan; noise goes with one over its square root. 0: no noise.", attrs = @Attr(
		name = "group", value = "Scan"))
	private double dose = ScanOptions.DEFAULTS.dose();

	@Parameter(label = "Motion", min = "0", max = "3", description = "How the head moves: 0 not at all, 1 mildly, 2 moderately, 3 severely.", attrs = @Attr(name = "group", value = "Scan"))
	private int motion = ScanOptions.DEFAULTS.motion();

	@Parameter(label = "Output folder", required = false, persist = false, style = "directory", description = "New folder for series, truth and numbers. Empty: they are only shown.", attrs = @Attr(name = "group", value = "Files"))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = "Files"))
	private boolean overwrite = false;

	@Override
	protected void execute(final WorkMonitor monitor) throws IOException {
		final PhantomSettings settings = settings();
		final Optional<Path> atlas = PhantomSources.folder(anatomy);
		if (output.isBlank()) {
			if (!Display.now().takesImages(false)) throw new BadParameterException("There is no display to show the phantom on. Give a folder for it: output=/data/phantom1");
			finish(make(settings, monitor), false, monitor);
			return;
		}
		try (OutputFolder folder = OutputFolder.open(UserPath.of("output", output), overwrite, atlas.stream().toArray(Path[]::new))) {
			final List<InputFile> files = atlas.isPresent() ? InputFile.allOf("anatomy", atlas.get().toAbsolutePath(), monitor) : List.of();
			final PhantomOutput made = make(settings, monitor.part(0, 0.85));
			made.write(folder, new Provenance("phantom", parameterTexts(), Map.of("phantom_version", PhantomGenerator.VERSION), files), monitor.part(0.85, 1));
			finish(made, true, monitor);
		}
	}

	private static void finish(final PhantomOutput made, final boolean written, final WorkMonitor monitor) {
		made.log(monitor);
		final Display display = Display.now();
		if (display.takesImages(written)) made.show(display);
	}

	/** Finds what is impossible before anything is made. */
	private PhantomSettings settings() {
		try {
			final ScanOptions scan = new ScanOptions(matrix, DrawnNumber.number("pixel_mm", pixel_mm), DrawnNumber.whole("slices", slices), DrawnNumber.number("slice_mm", slice_mm), DrawnNumber.whole("frames", frames), DrawnNumber
				.number("frame_interval_s", frame_interval_s), Timing.of(timing), dose, motion);
			return new PhantomSettings(seed, occlusion.equalsIgnoreCase(RANDOM) ? Optional.empty() : Optional.of(Occlusion.of(occlusion)), scan);
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private PhantomOutput make(final PhantomSettings settings, final WorkMonitor monitor) throws IOException {
		monitor.progress(0, "Preparing the head");
		try (Parallel parallel = Parallel.allCores()) {
			final PhantomSource source = PhantomSources.of(anatomy, parallel, monitor);
			return new PhantomOutput(source.create(settings, parallel, monitor));
		}
	}
}
