package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;

/** The command train-aifnet on phantoms. */
@Timeout(300)
class TrainOnPhantomsTest {

	@TempDir
	private Path folder;

	private CommandLineCall train(final String output, final String... more) {
		return CommandLineCall.of(Stream.concat(Stream.of("train-aifnet", "layers=1", "filters=0", "epochs=1", "device=cpu", "examples=" + folder.resolve("examples"), "output=" + folder.resolve(output)), Stream.of(more)).toArray(String[]::new));
	}

	@Test
	void phantomsAreMadeOnceAndTheModelSaysWhich() throws IOException {
		final CommandLineCall call = train("models", "seeds=10076-10077", "vessel=aif");
		assertEquals(0, call.code(), call.err());
		assertFalse(call.err().contains("Warning"), call.err());
		final AifnetModel model = AifnetModelFile.read(folder.resolve("models/aif.aifnet"));
		assertEquals("phantoms", model.facts().get("data"));
		assertEquals("10076-10077", model.facts().get("seeds"));
		assertEquals("built-in", model.facts().get("anatomy"));
		assertEquals("1", model.facts().get("phantom_version"));
		assertEquals("1 scan of 1 patient", model.facts().get("training"));
		assertTrue(Files.readString(folder.resolve("models/scans.csv")).contains("AIF,,validation,phantom 10076,10076,"), "the first seed is for validation");
		assertTrue(Files.readString(folder.resolve("models/model_card.md")).contains("The scans are simulated"));
		assertEquals(List.of("10076.example", "10077.example", "examples.json"), names());
		final FileTime made = Files.getLastModifiedTime(folder.resolve("examples/10077.example"));

		assertEquals(0, train("vein", "seeds=10076-10077", "vessel=vof").code());
		assertEquals(made, Files.getLastModifiedTime(folder.resolve("examples/10077.example")), "both vessels are in the same examples");

		SampleFiles.nifti(Files.createDirectories(folder.resolve("scans")).resolve("p1.nii.gz"), SampleFiles.slices(1, 1));
		OwnScans.rois(folder.resolve("scans/p1.zip"), new Region("AIF", List.of(new Voxel(60, 60, 0))));
		final CommandLineCall scans = train("other", "input=" + folder.resolve("scans"));
		assertEquals(1, scans.code());
		assertTrue(scans.err().contains("holds training examples that were made otherwise (data: phantoms, now annotated scans"), scans.err());
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve("examples"))) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
