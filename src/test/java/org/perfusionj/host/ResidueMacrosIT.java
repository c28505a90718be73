package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.commands.SmallResidueModel;

/** Deep residue estimation in macros, run by the runnable jar without a display. */
@Timeout(300)
class ResidueMacrosIT {

	private static final String RUN = "run(\"Deep residue estimation\", ";

	@TempDir
	private Path folder;

	private Path cases;
	private Path results;
	private Path model;

	@BeforeEach
	void blanksInNames() throws Exception {
		cases = Files.createDirectory(folder.resolve("my cases"));
		results = folder.resolve("my results");
		model = SmallResidueModel.write(folder.resolve("my model.residue"));
	}

	@Test
	void aBatchGoesOnAfterAFailureAndResumes() throws Exception {
		SampleFiles.nifti(cases.resolve("first.nii.gz"), SampleFiles.slices(1, 2));
		SampleFiles.nifti(cases.resolve("second, left.nii"), SampleFiles.slices(1, 1));
		Files.writeString(cases.resolve("broken.nii"), "no image");
		final Path macro = Path.of("macros/Batch_residue.ijm").toAbsolutePath();
		final String argument = cases + "|" + results + "|device=cpu aif=classical vof=none model=[" + model + "]";

		final Packaged.Result run = macro(macro, argument);

		assertEquals(0, run.code(), run.err());
		assertTrue(run.out().contains("2 cases done, 1 failed"), run.out());
		final List<String> table = Files.readAllLines(results.resolve("cohort.csv"));
		assertTrue(table.stream().anyMatch(line -> line.startsWith("broken,failed,")), table.toString());
		final String[] delay = Files.readAllLines(results.resolve("first/summary.csv")).stream().filter(line -> line.startsWith("brain,BAD,")).findFirst().orElseThrow().split(",");
		final String[] cells = table.stream().filter(line -> line.startsWith("first,done,,")).findFirst().orElseThrow().split(",");
		assertEquals(List.of(delay[3], delay[5]), List.of(cells[9], cells[10]));

		final Packaged.Result again = macro(macro, argument);
		assertEquals(table, Files.readAllLines(results.resolve("cohort.csv")));
		assertTrue(again.out().contains("Case broken") && !again.out().contains("Case first"), again.out());
	}

	@Test
	void aMacroWithoutADisplayWorksOnItsImages() throws Exception {
		final Path macro = folder.resolve("images.ijm");
		Files.writeString(macro, """
			run("Perfusion CT phantom");
			%s"device=cpu model=[%s] aif=classical vof=none maps=CBF,BAD residue localaif");
			print("images " + nImages);
			selectImage("phantom-11 BAD_sd");
			selectImage("phantom-11 local AIF");
			Stack.getDimensions(w, h, c, slices, frames);
			print("local AIF " + slices + " " + frames + " " + Stack.getFrameInterval());
			""".formatted(RUN, model));

		final Packaged.Result run = macro(macro);

		assertEquals(0, run.code(), run.err());
		for (final String expected : new String[] { "images 7", "local AIF 4 48 1.4" })
			assertTrue(run.out().contains(expected), expected + " in " + run.out());
	}

	@Test
	void aFailingRunEndsTheMacroAndTheProcess() throws Exception {
		final Path series = SampleFiles.nifti(cases.resolve("a case.nii"), SampleFiles.slices(1, 1));
		final Path macro = folder.resolve("failing.ijm");
		for (final String[] failing : new String[][] { { "maps=Tmax", "ask for BAD" }, { "model=[" + series + "]", "a case.nii" }, { "device=cuda model=[" + model + "]", "device=cuda" } }) {
			Files.writeString(macro, RUN + "\"input=[" + series + "] output=[" + results + "] " + failing[0] + "\");\nprint(\"not reached\");\n");

			final Packaged.Result run = macro(macro);

			assertNotEquals(0, run.code(), failing[0]);
			assertTrue(run.err().contains(failing[1]), run.err());
			assertFalse(run.err().contains("\tat "), run.err());
			assertFalse(run.out().contains("not reached"), run.out());
			assertFalse(Files.exists(results));
		}
	}

	private Packaged.Result macro(final Path macro, final String... argument) throws Exception {
		final List<String> arguments = new ArrayList<>(List.of("-Xmx1g", "-jar", Packaged.runnableJar().toString(), "macro", macro.toString()));
		arguments.addAll(List.of(argument));
		return Packaged.java(Packaged.ownJava(), folder, false, arguments);
	}
}
