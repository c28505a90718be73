package org.perfusionj.pipeline;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.perfusionj.images.VolumeFiles;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ParametersFile;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.TmaxResponse;
import org.perfusionj.maps.StatedUnits;
import org.perfusionj.pipeline.MapCollection.Part;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The files that hold the maps of one case: those of a folder that this software has written, called {@code CBF}, {@code Tmax}, {@code mask}, ... in NIfTI or TIFF, or files that are named one by one. Immutable.
 */
public final class MapFiles {

	/** What the parts are called in a folder: the mean image before the bolus has two names. */
	private static final Map<String, Part> NAMES = Map.of("mask", Part.MASK, "vessels", Part.VESSELS, "csf", Part.CSF, "image", Part.IMAGE, "baseline", Part.IMAGE);

	private final String name;
	private final Map<PerfusionMap, Path> maps;
	private final Map<Part, Path> parts;
	private final Optional<Path> parameters;

	private MapFiles(final String name, final Map<PerfusionMap, Path> maps, final Map<Part, Path> parts, final Optional<Path> parameters) {
		this.name = name;
		this.maps = maps;
		this.parts = parts;
		this.parameters = parameters;
	}

	/** @return no file yet, of a case of that name */
	public static MapFiles none(final String name) {
		return new MapFiles(name, Map.of(), Map.of(), Optional.empty());
	}

	/**
	 * @param folder where to look
	 * @return the maps in it, named after it; none if there are none
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if a map is there twice
	 */
	public static MapFiles in(final Path folder) throws IOException {
		final List<Path> entries;
		try (Stream<Path> list = Files.list(folder)) {
			entries = list.filter(VolumeFiles::canRead).filter(file -> !isSecondOfPair(file)).sorted().toList();
		}
		final Map<PerfusionMap, Path> maps = new LinkedHashMap<>();
		final Map<Part, Path> parts = new LinkedHashMap<>();
		for (final Path file : entries) {
			final String stem = ImageFileName.stem(file);
			final Optional<PerfusionMap> map = PerfusionMap.named(stem);
			if (map.isPresent()) once(maps.put(map.get(), file), file);
			final Part part = NAMES.get(stem.toLowerCase(Locale.ROOT));
			if (part != null) once(parts.put(part, file), file);
		}
		final Path written = folder.resolve(OutputFolder.FINISHED);
		return new MapFiles(folder.toAbsolutePath().normalize().getFileName().toString(), maps, parts, Files.isRegularFile(written) ? Optional.of(written) : Optional.empty());
	}

	private static void once(final Path before, final Path file) {
		if (before != null) throw new PerfusionException(file.getParent() + " holds both " + before.getFileName() + " and " + file.getFileName() + ". Remove one of them, or name the files one by one (cbf=, tmax=, ...).");
	}

	/** The .img of a pair, whose .hdr is read. */
	private static boolean isSecondOfPair(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.img(\\.gz)?");
	}

	/** @return with this file for a map, in the place of another if there was one */
	public MapFiles with(final PerfusionMap map, final Path file) {
		final Map<PerfusionMap, Path> more = new LinkedHashMap<>(maps);
		more.put(map, file);
		return new MapFiles(name, more, parts, parameters);
	}

	/** @return with this file for a part, in the place of another if there was one */
	public MapFiles with(final Part part, final Path file) {
		final Map<Part, Path> more = new LinkedHashMap<>(parts);
		more.put(part, file);
		return new MapFiles(name, maps, more, parameters);
	}

	/** @return whether there is a map among them that lesions can be found in */
	public boolean holdMaps() {
		return maps.keySet().stream().anyMatch(map -> !map.isRelative());
	}

	/** @return every file that is read */
	public List<Path> paths() {
		final List<Path> paths = new ArrayList<>(maps.values());
		paths.addAll(parts.values());
		parameters.ifPresent(paths::add);
		return paths;
	}

	/**
	 * @param monitor progress and cancel
	 * @return every file that is read with its checksum
	 * @throws IOException if one cannot be read
	 */
	public List<InputFile> inputs(final WorkMonitor monitor) throws IOException {
		final Map<String, Path> roles = new LinkedHashMap<>();
		maps.forEach((map, path) -> roles.put(map.key(), path));
		parts.forEach((part, path) -> roles.put(part.key(), path));
		final List<InputFile> files = new ArrayList<>();
		double done = 0;
		for (final Map.Entry<String, Path> role : roles.entrySet())
			files.addAll(InputFile.allOf(role.getKey(), role.getValue().toAbsolutePath(), monitor.part(done / roles.size(), ++done / roles.size())));
		return files;
	}

	/**
	 * Reads the maps; relative ones are left: they are made anew from the others.
	 *
	 * @param units that the user states
	 * @param stated signal of the series that the maps were made from, if the user says it; else what the folder says, and CT where it says nothing
	 * @param monitor progress, log and cancel
	 * @return the case
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if one is damaged or holds several times, or they do not belong together, with the cure
	 */
	public LesionMaps read(final StatedUnits units, final Optional<SignalType> stated, final WorkMonitor monitor) throws IOException {
		final Map<String, String> known = known(monitor);
		final String method = known.getOrDefault("method", "");
		final SignalType signal = stated.or(() -> Optional.ofNullable(known.get("signal")).map(SignalType::of)).orElse(SignalType.CT);
		final MapCollection collection = new MapCollection(name, method, signal);
		int done = 0;
		for (final Map.Entry<PerfusionMap, Path> map : new EnumMap<>(maps).entrySet()) {
			monitor.progress((double) done++ / (maps.size() + parts.size()), "Reading " + map.getValue().getFileName());
			if (!map.getKey().isRelative()) collection.put(map.getKey(), VolumeFiles.read(map.getValue(), monitor));
		}
		for (final Map.Entry<Part, Path> part : parts.entrySet()) {
			monitor.progress((double) done++ / (maps.size() + parts.size()), "Reading " + part.getValue().getFileName());
			collection.put(part.getKey(), VolumeFiles.read(part.getValue(), monitor));
		}
		monitor.log("Maps of " + name + ": " + collection.text() + "; " + (method.isEmpty() ? "method not known" : method) + ", " + signal.key() + (stated.isEmpty() && !known.containsKey("signal") ? " (not said; signal=MR if they are)" : "") + ".");
		final LesionMaps measured = collection.lesionMaps(units, monitor);
		return known.containsKey(PerfusionResult.TMAX_RESPONSE) ? measured.withTmaxResponse(TmaxResponse.of(known.get(PerfusionResult.TMAX_RESPONSE))) : measured;
	}

	private Map<String, String> known(final WorkMonitor monitor) throws IOException {
		if (parameters.isEmpty()) return Map.of();
		try {
			return ParametersFile.resolvedOf(parameters.get());
		}
		catch (final PerfusionException other) {
			monitor.log("Warning: " + other.getMessage() + " What it says of the maps is not used.");
			return Map.of();
		}
	}

	/** @return the files, for messages */
	@Override
	public String toString() {
		return paths().stream().map(path -> path.getFileName().toString()).collect(Collectors.joining(", "));
	}
}
