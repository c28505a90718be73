package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.perfusionj.work.PerfusionException;

/**
 * What masks are called in the folders of cases. Each is the name of a file without its ending, in any case, several joined by + and taken together, or a pattern of its path below the
 * folder of the case, see {@link TissueNames}; {@value TissueNames#AUTO} leaves it to the software:
 * <ul>
 * <li>found masks are {@code core} and {@code penumbra}, as a segmentation writes them; the lesion is both, or the penumbra where the rule says nothing of a core;</li>
 * <li>references are {@code reference_core} and {@code reference_lesion} (or {@code reference_penumbra} with the core). In a folder of references of their own they may do without
 * {@code reference_}, so that the folder of a phantom is one as it is.</li>
 * </ul>
 *
 * @param foundCore core that was found
 * @param foundLesion core and penumbra that were found
 * @param referenceCore core of the reference
 * @param referenceLesion core and penumbra of the reference
 */
public record LesionMaskNames(String foundCore, String foundLesion, String referenceCore, String referenceLesion) {

	/** All left to the software. */
	public static final LesionMaskNames DEFAULTS = new LesionMaskNames(TissueNames.AUTO, TissueNames.AUTO, TissueNames.AUTO, TissueNames.AUTO);

	private static final String CORE = "core";
	private static final String PENUMBRA = "penumbra";
	private static final String REFERENCE = "reference_";
	private static final List<String> LESIONS = List.of("lesion", "ischaemia", "ischemia");

	/** @throws PerfusionException if a pattern is not one */
	public LesionMaskNames {
		foundCore = checked("found_core", foundCore);
		foundLesion = checked("found_lesion", foundLesion);
		referenceCore = checked("reference_core", referenceCore);
		referenceLesion = checked("reference_lesion", referenceLesion);
	}

	private static String checked(final String key, final String names) {
		if (names.isBlank()) return TissueNames.AUTO;
		// a name that is none is found here, before anything is read
		NamedFile.all(key, names);
		return names.trim();
	}

	private static boolean isAuto(final String names) {
		return names.equalsIgnoreCase(TissueNames.AUTO);
	}

	/** @return the files of each part that was found; a part that is left to the software and is not there is missing */
	Map<LesionPart, List<Path>> found(final Path folder) throws IOException {
		final Map<LesionPart, List<Path>> files = new EnumMap<>(LesionPart.class);
		put(files, LesionPart.CORE, isAuto(foundCore) ? images(folder, CORE) : named("found_core", foundCore, folder));
		if (!isAuto(foundLesion)) put(files, LesionPart.LESION, named("found_lesion", foundLesion, folder));
		else if (NamedFile.image(folder, PENUMBRA).isPresent()) put(files, LesionPart.LESION, Stream.concat(files.getOrDefault(LesionPart.CORE, List.of()).stream(), images(folder, PENUMBRA).stream()).toList());
		return files;
	}

	/** @return true if a lesion that was left to the software has no core: the rule says nothing of one, or a file is missing */
	boolean isPenumbraOnly(final Map<LesionPart, List<Path>> found) {
		return isAuto(foundLesion) && found.containsKey(LesionPart.LESION) && !found.containsKey(LesionPart.CORE);
	}

	/**
	 * @param isOwn whether the folder holds references only
	 * @return the files of each part of the reference
	 */
	Map<LesionPart, List<Path>> reference(final Path folder, final boolean isOwn) throws IOException {
		final Map<LesionPart, List<Path>> files = new EnumMap<>(LesionPart.class);
		if (!isAuto(referenceCore)) put(files, LesionPart.CORE, named("reference_core", referenceCore, folder));
		if (!isAuto(referenceLesion)) put(files, LesionPart.LESION, named("reference_lesion", referenceLesion, folder));
		for (final String prefix : isOwn ? List.of(REFERENCE, "") : List.of(REFERENCE)) {
			if (isAuto(referenceCore) && !files.containsKey(LesionPart.CORE)) put(files, LesionPart.CORE, images(folder, prefix + CORE));
			if (isAuto(referenceLesion) && !files.containsKey(LesionPart.LESION)) put(files, LesionPart.LESION, lesion(folder, prefix, files.getOrDefault(LesionPart.CORE, List.of())));
		}
		return files;
	}

	private static List<Path> lesion(final Path folder, final String prefix, final List<Path> core) {
		final List<Path> penumbra = images(folder, prefix + PENUMBRA);
		if (!penumbra.isEmpty() && !core.isEmpty()) return Stream.concat(core.stream(), penumbra.stream()).toList();
		return LESIONS.stream().map(stem -> images(folder, prefix + stem)).filter(files -> !files.isEmpty()).findFirst().orElse(List.of());
	}

	private static List<Path> images(final Path folder, final String stem) {
		return NamedFile.image(folder, stem).stream().toList();
	}

	private static List<Path> named(final String key, final String names, final Path folder) throws IOException {
		final List<Path> files = new ArrayList<>();
		for (final NamedFile name : NamedFile.all(key, names))
			files.add(name.in(folder));
		return files;
	}

	private static void put(final Map<LesionPart, List<Path>> files, final LesionPart part, final List<Path> found) {
		if (!found.isEmpty()) files.put(part, found);
	}
}
