package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.work.PerfusionException;

/** Which files are taken for which mask. */
class LesionMaskNamesTest {

	@TempDir
	private Path folder;

	private Map<LesionPart, List<String>> reference(final boolean isOwn, final String... files) throws IOException {
		final Path one = Files.createTempDirectory(folder, "case");
		for (final String file : files)
			Files.createFile(one.resolve(file));
		final Map<LesionPart, List<Path>> found = LesionMaskNames.DEFAULTS.reference(one, isOwn);
		return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().stream().map(file -> file.getFileName().toString()).toList()));
	}

	@Test
	void aPhantomIsAReferenceAsItIs() throws IOException {
		assertEquals(Map.of(LesionPart.CORE, List.of("core.nii.gz"), LesionPart.LESION, List.of("core.nii.gz", "penumbra.nii.gz")), reference(true, "core.nii.gz", "penumbra.nii.gz", "brain.nii.gz", "labels.nii.gz"));
	}

	@Test
	void theLabelsOfASegmentationAreNotTakenWhereItsMasksAre() throws IOException {
		assertEquals(List.of("core.nii.gz", "penumbra.nii.gz"), reference(true, "core.nii.gz", "penumbra.nii.gz", "lesion_labels.nii.gz").get(LesionPart.LESION));
		assertEquals(List.of("lesion.nii"), reference(true, "core.nii", "lesion.nii").get(LesionPart.LESION));
	}

	@Test
	void besideFoundMasksReferencesSaySo() throws IOException {
		assertTrue(reference(false, "core.nii.gz", "penumbra.nii.gz").isEmpty(), "what was found is no reference");
		assertEquals(Map.of(LesionPart.CORE, List.of("reference_core.tif")), reference(false, "core.nii.gz", "penumbra.nii.gz", "reference_core.tif"));
		assertEquals(List.of("reference_core.nii", "reference_penumbra.nii"), reference(false, "reference_core.nii", "reference_penumbra.nii", "core.nii").get(LesionPart.LESION));
		assertEquals(Map.of(LesionPart.LESION, List.of("reference_lesion.nii")), reference(false, "reference_lesion.nii"));
	}

	@Test
	void aFoundLesionIsPenumbraAloneOnlyWhereNoCoreIs() throws IOException {
		Files.createFile(folder.resolve("penumbra.nii.gz"));
		final Map<LesionPart, List<Path>> found = LesionMaskNames.DEFAULTS.found(folder);
		assertEquals(Map.of(LesionPart.LESION, List.of(folder.resolve("penumbra.nii.gz"))), found);
		assertTrue(LesionMaskNames.DEFAULTS.isPenumbraOnly(found));
		Files.delete(folder.resolve("penumbra.nii.gz"));
		Files.createFile(folder.resolve("core.nii.gz"));
		assertEquals(Map.of(LesionPart.CORE, List.of(folder.resolve("core.nii.gz"))), LesionMaskNames.DEFAULTS.found(folder), "without the penumbra nobody knows the lesion");
	}

	@Test
	void whatIsNoNameIsRefused() {
		assertTrue(assertThrows(PerfusionException.class, () -> new LesionMaskNames("auto", "core+", "auto", "auto")).getMessage().contains("found_lesion names an empty file name"));
		assertTrue(assertThrows(PerfusionException.class, () -> new LesionMaskNames("auto", "auto", "[x", "auto")).getMessage().contains("reference_core=[x is no pattern"));
	}
}
