package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.network.aifnet.SampleModels;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Region;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.Vessel;

/** What train-aifnet says to scans, annotations and parameters that cannot be used. */
@Timeout(120)
class TrainAifnetBadInputTest {

	private static final int FAILED = 1;
	private static final int BAD_PARAMETER = 2;

	@TempDir
	private Path folder;

	private CommandLineCall train(final String... arguments) {
		return CommandLineCall.of(Stream.concat(Stream.of("train-aifnet", "output=" + folder.resolve("models"), "device=cpu", "layers=1", "filters=0", "epochs=1"), Stream.of(arguments)).toArray(String[]::new));
	}

	/** Requires that the run ends with the code, says all of the texts and leaves nothing. */
	private void refused(final int code, final List<String> arguments, final String... texts) {
		refused(code, CommandLineCall.of(Stream.concat(Stream.of("train-aifnet", "output=" + folder.resolve("models")), arguments.stream()).toArray(String[]::new)), texts);
	}

	private void refused(final int code, final CommandLineCall call, final String... texts) {
		assertEquals(code, call.code(), call.err());
		for (final String text : texts)
			assertTrue(call.err().contains(text), () -> "\"" + text + "\" is not in: " + call.err());
		assertFalse(call.err().contains("\tat "), () -> "no stack trace: " + call.err());
		assertFalse(Files.exists(folder.resolve("models")), "nothing is written");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "seeds=9990-10010 | holds seeds that are kept for evaluation (9001-9999)", "seeds=9500 | Train from 10000 on", "seeds=8000-20000 | kept for evaluation", "seeds=many | is no range of seeds",
		"input=/nowhere/at/all | is no folder", "start=/nowhere/at/all | is neither shipped nor an existing file", "anatomy=/nowhere/at/all | is neither built-in nor a folder", "layers=9 | cannot be made", "layers=0 | is too small",
		"layers=two | is neither a whole number nor auto", "filters=10 | cannot be made", "validation=0 | is too small", "imitation=-1 | is too small", "learning_rate=0 | needs a learning rate", "epochs=0 | epochs must be a whole number, 1 to 10000",
		"device=tpu | device must be one of" })
	void parametersAreCheckedBeforeAnythingIsDone(final String parameter, final String text) {
		refused(BAD_PARAMETER, List.of(parameter), text);
		assertFalse(Files.exists(folder.resolve("models.training")));
	}

	@Test
	void anOutputFolderIsNeeded() {
		final CommandLineCall call = CommandLineCall.of("train-aifnet", "seeds=10000");
		assertEquals(BAD_PARAMETER, call.code());
		assertTrue(call.err().contains("train-aifnet needs output=..."), call.err());
	}

	@Test
	void aRegressionAlwaysHasSixLayers() {
		refused(BAD_PARAMETER, List.of("kind=regression", "layers=3"), "kind=regression always has 6 layers");
	}

	@Test
	void examplesDoNotLieInTheOutput() {
		refused(BAD_PARAMETER, List.of("examples=" + folder.resolve("models/examples")), "lies in the output folder");
	}

	@Test
	void aFolderWithResultsIsKept() throws IOException {
		Files.createDirectories(folder.resolve("models"));
		Files.writeString(folder.resolve("models/parameters.json"), "{}");
		final CommandLineCall call = train("seeds=10000-10001");
		assertEquals(FAILED, call.code());
		assertTrue(call.err().contains("already holds a finished case"), call.err());
		assertEquals(Set.of("models"), names());
	}

	private Set<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		}
	}

	@Test
	void aModelIsTrainedFurtherInItsOwnDesign() throws IOException {
		final Path start = folder.resolve("artery.aifnet");
		AifnetModelFile.write(SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, InputSpec.DEFAULT, 1), start);
		refused(BAD_PARAMETER, List.of("vessel=aif", "start=" + start, "layers=5"), "is a network of another design (kind=aifnet layers=1 filters=0) than is asked for (kind=aifnet layers=5 filters=0)");
		refused(BAD_PARAMETER, List.of("vessel=aif", "start=" + start, "kind=segmentation"), "kind=segmentation layers=1");
		refused(BAD_PARAMETER, List.of("vessel=vof", "start=" + start), "finds the AIF, not the VOF");
		refused(BAD_PARAMETER, List.of("start=" + start), "start=" + start + " is one model, but both AIF and VOF are wanted");
		Files.writeString(start, "no model");
		refused(BAD_PARAMETER, List.of("vessel=aif", "start=" + start), "it is no AIFNet model");
	}

	/** @return the middle slices of the sample in a file of its own */
	private Path scan(final String name) throws IOException {
		Files.createDirectories(folder.resolve("scans"));
		return SampleFiles.nifti(folder.resolve("scans/" + name + ".nii.gz"), SampleFiles.slices(1, 1));
	}

	private static Voxel first(final SampleTissue tissue) {
		final float[] labels = SampleFiles.sample().labels().plane(1);
		for (int i = 0; i < labels.length; i++)
			if (labels[i] == tissue.ordinal()) return new Voxel(i % 128, i / 128, 0);
		throw new IllegalStateException("there is no " + tissue);
	}

	private void rois(final String name, final Region... regions) throws IOException {
		OwnScans.rois(folder.resolve("scans/" + name + ".zip"), regions);
	}

	private static Region artery() {
		return new Region("AIF", List.of(first(SampleTissue.ARTERY)));
	}

	private CommandLineCall onScans(final String... more) {
		return train(Stream.concat(Stream.of("input=" + folder.resolve("scans")), Stream.of(more)).toArray(String[]::new));
	}

	@Test
	void aFolderWithoutAnnotationsIsSaid() throws IOException {
		scan("p1");
		refused(FAILED, onScans(), "There is no annotation in or below", "case1.nii.gz: case1.zip", "annotations.csv");
		assertEquals(Set.of("scans"), names());
	}

	@Test
	void roisOutsideOfTheScanAreNamed() throws IOException {
		scan("p1");
		rois("p1", new Region("AIF left", List.of(new Voxel(500, 3, 0))));
		refused(FAILED, onScans(), "Annotation of p1.nii.gz: ", "AIF left", "outside the image");
	}

	@Test
	void roisWithOtherNamesAreNoAnnotation() throws IOException {
		scan("p1");
		rois("p1", new Region("thalamus", List.of(new Voxel(50, 60, 0))));
		refused(FAILED, onScans(), "Annotation of p1.nii.gz: ", "whose name starts with AIF or VOF");
	}

	@Test
	void anAnnotationWithoutBolusIsNamed() throws IOException {
		scan("p1");
		rois("p1", new Region("VOF", List.of(new Voxel(0, 0, 0))));
		refused(FAILED, onScans("vessel=vof"), "Annotation of p1.nii.gz: The VOF from ROI VOF", "Move the ROI onto a large vein");
	}

	@Test
	void scansWithoutABolusAreLeftOut() throws IOException {
		for (int n = 1; n <= 2; n++) {
			scan("p" + n);
			rois("p" + n, artery());
		}
		SampleFiles.nifti(folder.resolve("scans/p3.nii.gz"), SampleFiles.changed(1, 1, (hu, x, y, z, t) -> 40));
		rois("p3", artery());
		final CommandLineCall call = onScans("vessel=aif");
		assertEquals(0, call.code(), call.err());
		assertTrue(call.err().contains("p3.nii.gz is left out. No bolus"), call.err());
		assertTrue(call.err().contains("AIF: training on 1 scan of 1 patient, validation on 1 scan of 1 patient."), call.err());
		assertTrue(Files.readString(folder.resolve("models/model_card.md")).contains("p3.nii.gz is left out"));
	}

	@Test
	void withoutAnyScanThatCanBeUsedTheReasonIsSaid() throws IOException {
		Files.createDirectories(folder.resolve("scans"));
		SampleFiles.nifti(folder.resolve("scans/p1.nii.gz"), SampleFiles.changed(1, 1, (hu, x, y, z, t) -> 40));
		rois("p1", artery());
		refused(FAILED, onScans("vessel=aif"), "There is no scan to learn from. p1.nii.gz: No bolus");
	}

	@Test
	void otherModalitiesAreLeftOut() throws IOException {
		Files.createDirectories(folder.resolve("scans"));
		SampleFiles.nifti(folder.resolve("scans/p1.nii.gz"), SampleFiles.series(SampleFiles.slices(1, 1).grid(), AcquisitionTimes.of(SampleFiles.sample().aif().times()), SignalType.MR, (x, y, z, t) -> 300));
		Files.writeString(folder.resolve("scans/p1.json"), "{ \"Modality\": \"MR\", \"EchoTime\": 0.03 }");
		rois("p1", artery());
		refused(FAILED, onScans("vessel=aif"), "There is no scan to learn from. p1.nii.gz: It is no CT series");
	}

	@Test
	void aVesselThatNobodyAnnotatedIsSaid() throws IOException {
		for (int n = 1; n <= 2; n++) {
			scan("p" + n);
			rois("p" + n, artery());
		}
		refused(FAILED, onScans("vessel=vof"), "No scan that can be used has an annotated VOF", "vessel=aif");
	}

	@Test
	void tooFewPatientsAreSaid() throws IOException {
		scan("p1a");
		scan("p1b");
		rois("p1a", artery());
		rois("p1b", artery());
		refused(FAILED, onScans("vessel=aif"), "Scans of 1 patient can be used, and 1 patient is for validation");
		refused(FAILED, onScans("vessel=aif", "folds=5"), "folds=5 needs at least 5 patients, but scans of 1 patient can be used");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "scan,vessel,x,y | has no column z", "scan,vessel,x,y,z;p1.nii.gz,AIF,5,5,0 | has z=0. Pixels count from 0 and slices from 1", "scan,vessel,x,y,z;p1.nii.gz,CSF,5,5,1 | has the vessel \"CSF\". Write AIF or VOF.",
		"scan,vessel,x,y,z;p9.nii.gz,AIF,5,5,1 | names the scan \"p9.nii.gz\", but there is no", "scan,vessel,x,y,z;p1.nii.gz,AIF,5,five,1 | which is not a number", "scan,vessel,x,y,z;p1.nii.gz,AIF,5,5,2 | Row 1 below the headings of",
		"scan,vessel,x,y,z | names no scan" })
	void mistakesInTheTableAreNamed(final String table, final String text) throws IOException {
		scan("p1");
		Files.writeString(folder.resolve("scans/annotations.csv"), table.replace(';', '\n') + "\n");
		refused(FAILED, onScans("vessel=aif"), text);
	}
}
