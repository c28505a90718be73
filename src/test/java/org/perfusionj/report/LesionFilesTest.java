package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.gui.Roi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.TiffVolumeWriter;
import org.perfusionj.io.CsvTable;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class LesionFilesTest {

	private static final Provenance PROVENANCE = new Provenance("segment", Map.of("rule", "made_up"), Map.of("title", "a case"), List.of());

	/** Drawn by the caller, who has it in the report, too. */
	private static final BufferedImage FIGURE = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);

	@TempDir
	private Path folder;

	private Path write(final Segmentation segmentation, final VolumeWriter writer, final String name) throws IOException {
		final Path target = folder.resolve(name);
		try (OutputFolder output = OutputFolder.open(target, false)) {
			new LesionFiles(segmentation, LesionCases.numbers(segmentation), FIGURE, writer).write(output, PROVENANCE, WorkMonitor.SILENT);
			output.commit();
		}
		return target;
	}

	private static List<String> names(final Path target) throws IOException {
		try (Stream<Path> files = Files.list(target)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static JsonObject parameters(final Path target) throws IOException {
		return JsonParser.parseString(Files.readString(target.resolve("parameters.json"))).getAsJsonObject();
	}

	private static List<String> texts(final JsonElement array) {
		final List<String> texts = new ArrayList<>();
		array.getAsJsonArray().forEach(text -> texts.add(text.getAsString()));
		return texts;
	}

	@Test
	void masksAndLabelsHoldEveryVoxel() throws IOException {
		// EXECUTE
		final Segmentation s = LesionCases.sample();
		final Path target = write(s, new NiftiVolumeWriter(), "case");

		// VERIFY
		assertEquals(List.of("core.nii.gz", "lesion_labels.nii.gz", "mosaic.png", "parameters.json", "penumbra.nii.gz", "rois.zip", "volumes.csv"), names(target));
		final Volume core = NiftiVolumes.readVolume(target.resolve("core.nii.gz"));
		final Volume penumbra = NiftiVolumes.readVolume(target.resolve("penumbra.nii.gz"));
		final Volume labels = NiftiVolumes.readVolume(target.resolve("lesion_labels.nii.gz"));
		final Mask brain = s.example().maps().brain();
		final int[] counts = new int[5];
		for (int z = 0; z < brain.grid().slices(); z++)
			for (int i = 0; i < brain.grid().planeSize(); i++) {
				final boolean isCore = s.core().orElseThrow().plane(z)[i];
				final boolean isLesion = s.lesion().plane(z)[i];
				assertEquals(isCore ? 1 : 0, core.plane(z)[i]);
				assertEquals(isLesion && !isCore ? 1 : 0, penumbra.plane(z)[i]);
				final int label = isCore ? 3 : isLesion ? 2 : s.example().tissue().plane(z)[i] ? 1 : brain.plane(z)[i] ? 4 : 0;
				assertEquals(label, labels.plane(z)[i]);
				counts[label]++;
			}
		for (final int count : counts)
			assertTrue(count > 0, "every label occurs");
		assertEquals(brain.grid().spacingX(), labels.grid().spacingX(), 1e-6);
	}

	@Test
	void everyNumberHasItsUnitAndConditionsAndUndefinedOnesAreEmpty() throws IOException {
		final Segmentation s = LesionCases.sample();
		final Segmentation healthy = LesionCases.of(s.example(), Optional.of(s.lesion().minus(s.lesion())), s.lesion().minus(s.lesion()), AffectedSide.NONE, List.of());
		final CsvTable table = CsvTable.read(write(healthy, new NiftiVolumeWriter(), "case").resolve("volumes.csv"));
		final LesionNumbers numbers = LesionCases.numbers(healthy);
		assertEquals(numbers.rows().size(), table.size());
		for (int i = 0; i < table.size(); i++) {
			final LesionNumbers.Row row = numbers.rows().get(i);
			assertEquals(List.of(row.key(), row.title(), row.region(), row.unit(), row.conditions()), List.of(table.text(i, "key"), table.text(i, "title"), table.text(i, "region"), table.text(i, "unit"), table.text(i, "conditions")));
			if (Double.isNaN(row.value())) assertEquals("", table.text(i, "value"), row.key());
			else assertEquals(row.value(), table.number(i, "value"), 1e-5 * Math.abs(row.value()), row.key());
		}
		assertEquals("", table.text(4, "value"), "a ratio to a core of 0 ml");
		assertFalse(Files.exists(folder.resolve("case/rois.zip")), "no lesion, no outlines");
	}

	@Test
	void parametersSayWhatWasDoneAndWhatWasWritten() throws IOException {
		final Segmentation s = LesionCases.sample();
		final Path target = write(s.withWarnings(List.of("Look at the delay map.")), new NiftiVolumeWriter(), "case");
		final JsonObject json = parameters(target);
		assertEquals("segment", json.get("command").getAsString());
		assertEquals("3 ml", json.getAsJsonObject("resolved").get("smallest_ml").getAsString());
		assertEquals("a case", json.getAsJsonObject("resolved").get("title").getAsString());
		assertEquals(List.of("Look at the delay map."), texts(json.get("warnings")));
		final List<String> written = new ArrayList<>(names(target));
		written.remove("parameters.json");
		assertEquals(written, texts(json.get("outputs")));
	}

	@Test
	void theMosaicIsTheFigureThatIsGiven() throws IOException {
		final BufferedImage mosaic = ImageIO.read(write(LesionCases.sample(), new NiftiVolumeWriter(), "case").resolve("mosaic.png").toFile());
		assertEquals(List.of(FIGURE.getWidth(), FIGURE.getHeight()), List.of(mosaic.getWidth(), mosaic.getHeight()));
	}

	@Test
	void aRuleWithoutCoreWritesNoCore() throws IOException {
		final Segmentation s = LesionCases.sample();
		final Path target = write(LesionCases.of(s.example(), Optional.empty(), s.lesion(), s.side(), List.of()), new NiftiVolumeWriter(), "case");
		assertFalse(names(target).contains("core.nii.gz"));
		assertEquals(s.lesion().count(), Mask.nonZero(NiftiVolumes.readVolume(target.resolve("penumbra.nii.gz"))).count());
		assertTrue(RoiFiles.read(target.resolve("rois.zip")).stream().allMatch(roi -> roi.getName().startsWith("lesion slice ")));
	}

	@Test
	void tiffHoldsTheSame() throws IOException {
		final Path target = write(LesionCases.sample(), new TiffVolumeWriter(), "case");
		assertTrue(names(target).containsAll(List.of("core.tif", "penumbra.tif", "lesion_labels.tif")));
	}

	@Test
	void mapsAndLesionShareAFolderWithOneListOfParameters() throws IOException {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		made.warnings.add("The VOF is cut off.");
		final PerfusionResult result = made.build();
		final Segmentation s = LesionCases.of(result).withWarnings(List.of("The VOF is cut off.", "The lesion lies on both sides."));
		final Path target = folder.resolve("case");

		// EXECUTE
		try (Parallel parallel = Parallel.allCores(); OutputFolder output = OutputFolder.open(target, false)) {
			new CaseFiles(result, MapSummary.of(result), RegionCurves.of(result, parallel, WorkMonitor.SILENT), new NiftiVolumeWriter()).writeResults(output, WorkMonitor.SILENT);
			new LesionFiles(s, LesionCases.numbers(s), FIGURE, new NiftiVolumeWriter()).writeResults(output, WorkMonitor.SILENT);
			final List<Roi> rois = new LesionRois(s).all();
			output.write("rois.zip", file -> RoiFiles.write(rois, file));
			PROVENANCE.finish(output, Map.of("method", "oSVD", "rule", "made_up"), List.of("The VOF is cut off.", "The VOF is cut off.", "The lesion lies on both sides."));
			output.commit();
		}

		// VERIFY
		final JsonObject json = parameters(target);
		assertEquals(List.of("The VOF is cut off.", "The lesion lies on both sides."), texts(json.get("warnings")));
		final TreeSet<String> outputs = new TreeSet<>(texts(json.get("outputs")));
		assertTrue(outputs.containsAll(List.of("CBF.nii.gz", "mask.nii.gz", "figure.png", "curves.csv", "core.nii.gz", "volumes.csv", "mosaic.png", "rois.zip")), outputs.toString());
		outputs.add("parameters.json");
		assertEquals(names(target), List.copyOf(outputs));
	}
}
