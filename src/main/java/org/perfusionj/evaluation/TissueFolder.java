package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.perfusionj.images.MaskFiles;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The folder of one case: a series and masks (NIfTI or TIFF, not 0 inside) of its size.
 * <ul>
 * <li>The series is what {@link TissueNames} says, else the image called {@code series}, else the only image that is no mask, else the DICOM images in the folder or in the one folder below
 * that has some.</li>
 * <li>The lesion is what {@link TissueNames} says, else {@code lesion}, {@code ischaemia} or {@code ischemia}, else {@code core} and {@code penumbra} together. A file of labels is no lesion: normal tissue has one, too.</li>
 * <li>{@code brain}, {@code normal}, {@code vessels}, {@code csf}, {@code grey} and {@code white} may lie beside them.</li>
 * <li>A phantom ({@code phantom.json}) brings its own: grey and white matter and fluid from its labels, normal tissue from its states, and the true maps.</li>
 * </ul>
 *
 * @param name of the case
 * @param path its folder
 */
public record TissueFolder(String name, Path path) {

	private static final String SERIES = "series";
	private static final List<String> LESIONS = List.of("lesion", "ischaemia", "ischemia");
	private static final String CORE = "core";
	private static final String PENUMBRA = "penumbra";
	private static final String PHANTOM = "phantom.json";
	/** Images that are no series. */
	private static final Set<String> MASKS = Set.of("lesion", "ischaemia", "ischemia", CORE, PENUMBRA, "brain", "mask", "normal", "vessels", "csf", "grey", "white", "labels", "states", "lesion_labels");
	private static final int MOST_NAMED = 3;

	/** Every folder in the folder is a case, hidden ones and those that only hold results of this software excepted. A folder that holds a lesion mask itself is the one case. */
	public static List<TissueFolder> in(final Path folder, final TissueNames names, final WorkMonitor monitor) throws IOException {
		final Path place = folder.toAbsolutePath().normalize();
		final TissueFolder itself = new TissueFolder(place.getFileName() == null ? "case" : place.getFileName().toString(), folder);
		if (itself.hasLesion(names)) return List.of(itself);
		final List<TissueFolder> cases = new ArrayList<>();
		final List<Path> below;
		try (Stream<Path> list = Files.list(folder)) {
			below = list.filter(Files::isDirectory).filter(path -> !isHidden(path)).sorted().toList();
		}
		for (final Path path : below) {
			monitor.check();
			final TissueFolder one = new TissueFolder(path.getFileName().toString(), path);
			if (Files.exists(path.resolve(OutputFolder.FINISHED)) && !one.hasLesion(names)) monitor.log(path + " holds results and is no case.");
			else cases.add(one);
		}
		if (cases.isEmpty()) throw new PerfusionException("There is no case in " + folder + ". Give a folder that holds a folder for each case, with its series and its lesion mask (lesion.nii.gz).");
		return cases;
	}

	private boolean hasLesion(final TissueNames names) throws IOException {
		if (names.isAutoLesion()) return Stream.concat(LESIONS.stream(), Stream.of(CORE)).anyMatch(stem -> image(stem).isPresent());
		// a pattern may reach into the folders of cases
		return names.lesion().indexOf('*') < 0 && Stream.of(names.lesion().split("\\+")).allMatch(stem -> image(stem.trim()).isPresent());
	}

	private static boolean isHidden(final Path path) {
		return path.getFileName().toString().startsWith(".");
	}

	/**
	 * The files of the case.
	 *
	 * @param series file or folder of the series
	 * @param lesion one file or several, taken together
	 * @param others further files, by name
	 */
	public record Content(Path series, List<Path> lesion, Map<String, Path> others) {

		/** Copies list and map. */
		public Content {
			lesion = List.copyOf(lesion);
			others = Map.copyOf(others);
		}

		/** @return every file */
		public List<Path> all() {
			return Stream.of(Stream.of(series), lesion.stream(), others.values().stream().sorted()).flatMap(paths -> paths).toList();
		}
	}

	/**
	 * @param names what series and lesion are called
	 * @param opener knows the formats
	 * @return the files
	 * @throws IOException if the folder cannot be read
	 * @throws PerfusionException if there is no series or no lesion, with what to do
	 */
	public Content content(final TissueNames names, final SeriesOpener opener) throws IOException {
		final Path series = series(names, opener);
		final List<Path> lesion = names.isAutoLesion() ? lesion() : names.findLesion(path);
		final Map<String, Path> others = new TreeMap<>();
		for (final String other : List.of("brain", "normal", "vessels", "csf", "grey", "white"))
			image(other).ifPresent(file -> others.put(other, file));
		if (isPhantom()) {
			for (final String other : List.of("labels", "states"))
				image(other).ifPresent(file -> others.put(other, file));
			for (final TissueMeasure measure : TissueMeasure.values())
				image("truth_" + measure.key()).ifPresent(file -> others.put("truth_" + measure.key(), file));
		}
		return new Content(series, lesion, others);
	}

	/**
	 * @param names what the series is called
	 * @param opener knows the formats
	 * @return file or folder of the series
	 * @throws IOException if the folder cannot be read
	 * @throws PerfusionException if there is none, or it is not clear which, with what to do
	 */
	public Path series(final TissueNames names, final SeriesOpener opener) throws IOException {
		return names.isAutoSeries() ? series(opener) : names.findSeries(path);
	}

	private boolean isPhantom() {
		return Files.exists(path.resolve(PHANTOM));
	}

	private Path series(final SeriesOpener opener) throws IOException {
		final List<Path> entries;
		try (Stream<Path> list = Files.list(path)) {
			entries = list.filter(entry -> !isHidden(entry) && !TissueNames.isSecondOfPair(entry)).sorted().toList();
		}
		final List<Path> images = entries.stream().filter(file -> Files.isRegularFile(file) && ImageFileName.isKnown(file) && !isMask(file)).toList();
		final List<Path> named = images.stream().filter(file -> ImageFileName.stem(file).equalsIgnoreCase(SERIES)).toList();
		if (named.size() == 1) return named.get(0);
		// many images are the slices of a DICOM series
		final List<Path> single = images.stream().filter(file -> !file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".dcm")).toList();
		if (single.size() == 1) return single.get(0);
		if (single.size() > 1) throw new PerfusionException("Which image of " + path + " is the series? There are " + String.join(", ", single.stream().limit(MOST_NAMED).map(file -> file.getFileName().toString()).toList()) + (single
			.size() > MOST_NAMED ? ", ..." : "") + ". Call it series, or say with series= what it is called.");
		if (opener.canOpen(path)) return path;
		final List<Path> folders = entries.stream().filter(entry -> Files.isDirectory(entry) && opener.canOpen(entry)).toList();
		if (folders.size() == 1) return folders.get(0);
		throw new PerfusionException((folders.isEmpty() ? "There is no series in " + path : "There are several series in " + path) + ". Put the scan there as series.nii.gz or as a folder of DICOM files, or say with series= what it is called.");
	}

	private static boolean isMask(final Path file) {
		final String stem = ImageFileName.stem(file).toLowerCase(Locale.ROOT);
		return MASKS.contains(stem) || stem.startsWith("truth_") || stem.endsWith("_mask");
	}

	private List<Path> lesion() {
		for (final String stem : LESIONS)
			if (image(stem).isPresent()) return List.of(image(stem).get());
		final List<Path> parts = Stream.of(CORE, PENUMBRA).flatMap(stem -> image(stem).stream()).toList();
		if (parts.isEmpty() || image(CORE).isEmpty()) throw new PerfusionException("There is no lesion mask in " + path + ". Put one of the size of the series there as lesion.nii.gz, or say with lesion= what it is called.");
		return parts;
	}

	private Optional<Path> image(final String stem) {
		return NamedFile.image(path, stem);
	}

	/**
	 * @param content its files
	 * @param options what the user says about the series
	 * @param opener reads the series
	 * @param monitor progress and cancel
	 * @return the scan
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file cannot be used a mask has another size, or the lesion is a file of labels; the message names it
	 */
	public TissueScan read(final Content content, final ReadOptions options, final SeriesOpener opener, final WorkMonitor monitor) throws IOException {
		final PerfusionSeries opened = opener.open(content.series(), options, monitor);
		final PerfusionSeries series = options.signal().map(opened::withSignal).orElse(opened).withName(name);
		final SpatialGrid grid = series.grid();
		Mask lesion = MaskFiles.readBinary(content.lesion().get(0), grid);
		for (final Path more : content.lesion().subList(1, content.lesion().size()))
			lesion = lesion.or(MaskFiles.readBinary(more, grid));
		final Map<String, Mask> masks = new HashMap<>();
		for (final String role : List.of("brain", "normal", "vessels", "csf", "grey", "white"))
			if (content.others().containsKey(role)) masks.put(role, MaskFiles.read(content.others().get(role), grid));
		if (content.others().containsKey("labels")) {
			final Volume labels = volume(content.others().get("labels"), grid);
			masks.putIfAbsent("csf", Mask.label(labels, Tissue.CSF.ordinal()));
			masks.putIfAbsent("grey", Mask.label(labels, Tissue.GREY.ordinal()));
			masks.putIfAbsent("white", Mask.label(labels, Tissue.WHITE.ordinal()));
		}
		if (content.others().containsKey("states")) masks.putIfAbsent("normal", Mask.label(volume(content.others().get("states"), grid), TissueState.NORMAL.ordinal()));
		final Map<TissueMeasure, Volume> truth = new EnumMap<>(TissueMeasure.class);
		for (final TissueMeasure measure : TissueMeasure.values()) {
			final Path file = content.others().get("truth_" + measure.key());
			if (file != null) truth.put(measure, volume(file, grid));
		}
		return new TissueScan(name, series, lesion, mask(masks, "brain"), mask(masks, "normal"), mask(masks, "vessels"), mask(masks, "csf"), mask(masks, "grey"), mask(masks, "white"), truth);
	}

	private static Optional<Mask> mask(final Map<String, Mask> masks, final String role) {
		return Optional.ofNullable(masks.get(role));
	}

	private static Volume volume(final Path file, final SpatialGrid grid) throws IOException {
		final Volume volume = NiftiVolumes.readVolume(file);
		if (!volume.grid().sameSize(grid)) throw new PerfusionException(file + " is " + volume.grid().sizeText() + " voxels, the series " + grid.sizeText() + ". Use one of the same size.");
		return volume;
	}
}
