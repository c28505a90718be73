package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.host.CommandLineCall;

/** What train-lesion says to parameters that cannot be used. */
@Timeout(120)
class TrainLesionBadInputTest {

	private static final int BAD_PARAMETER = 2;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "seeds=9001-9010 | are not for training", "seeds=many | is no range of seeds", "anatomy=built-in;/nowhere/at/all | is neither built-in nor a folder", "methods=magic | magic", "methods_each=9 | is more than the 4 methods",
		"smoothing_mm=0 | needs smoothing_mm above 0", "add_to=/nowhere/at/all.lesion | add_to", "validation_every=1 | validation_every" })
	void parametersAreCheckedBeforeAnythingIsDone(final String parameter, final String text) {
		final CommandLineCall call = CommandLineCall.of("train-lesion", parameter, "output=" + folder.resolve("rule"));
		assertEquals(BAD_PARAMETER, call.code(), call.err());
		assertTrue(call.err().contains(text), call.err());
		assertFalse(call.err().contains("\tat "), call.err());
		assertFalse(Files.exists(folder.resolve("rule")) || Files.exists(folder.resolve("rule.training")), "nothing is written");
	}
}
