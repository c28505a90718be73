package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.CurveFile;

/** The command {@code aif} with model files whose weights are made by hand, so that it is known what the network does. */
class AifModelTest {

	@TempDir
	private static Path folder;

	private static Path input;
	private static Path models;

	@BeforeAll
	static void write() throws Exception {
		input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
		models = HandMadeModels.write(folder.resolve("models"));
	}

	private static CommandLineCall call(final Path output, final String... more) {
		final List<String> arguments = new ArrayList<>(List.of("aif", "device=cpu", "input=" + input, "output=" + output));
		arguments.addAll(List.of(more));
		return CommandLineCall.of(arguments.toArray(String[]::new));
	}

	private static double correlation(final TimeCurve one, final TimeCurve other) {
		return new PearsonsCorrelation().correlation(one.values(), other.values());
	}

	@Test
	void aFolderOfModelsFindsBothVessels() throws Exception {
		final Path out = folder.resolve("both");
		final CommandLineCall call = call(out, "model=" + models);
		assertEquals(0, call.code(), call.err());
		final CurveFile.Curves curves = CurveFile.read(out.resolve("curves.csv"));
		assertEquals(1, correlation(SampleFiles.sample().aif(), curves.aif().orElseThrow()), 0.01, call.err());
		assertEquals(1, correlation(SampleFiles.sample().vof(), curves.vof().orElseThrow()), 0.01, call.err());
		final String parameters = Files.readString(out.resolve("parameters.json"));
		for (final String part : new String[] { "\"aif_engine\": \"ND4J", "\"aif_weights_sha256\": \"", "\"vof_model_made\": \"by hand\"", "\"role\": \"model\"" })
			assertTrue(parameters.contains(part), part + " in " + parameters);
	}

	@Test
	void aNetworkThatHasLearnedNothingIsNeverGood() throws Exception {
		final Path blank = HandMadeModels.writeBlank(folder.resolve("blank.aifnet"));
		final Path out = folder.resolve("blank");
		final CommandLineCall call = call(out, "model=" + blank, "vessel=aif");
		assertEquals(0, call.code(), call.err());
		assertTrue(call.err().contains("AIF: unusable."), call.err());
		assertEquals("time_s,aif,vof,aif_unusable", Files.readAllLines(out.resolve("curves.csv")).get(0));
	}

	@Test
	void modelsThatCannotBeUsedAreRefusedWithAReason() throws Exception {
		final byte[] good = Files.readAllBytes(models.resolve("aif.aifnet"));
		refused(Files.write(folder.resolve("cut.aifnet"), Arrays.copyOf(good, good.length / 2)), "vessel=aif", "cut.aifnet cannot be used");
		refused(Files.writeString(folder.resolve("text.aifnet"), "no model"), "vessel=aif", "it is no AIFNet model");
		refused(models.resolve("aif.aifnet"), "vessel=vof", "finds the AIF, not the VOF");
		refused(models.resolve("aif.aifnet"), "vessel=both", "is one model, but both AIF and VOF are wanted");
		refused(Files.createDirectories(folder.resolve("empty")), "vessel=both", "has no aif.aifnet");
	}

	private static void refused(final Path model, final String vessel, final String text) {
		final Path out = folder.resolve("refused");
		final CommandLineCall call = call(out, "model=" + model, vessel);
		assertEquals(1, call.code(), call.err());
		assertTrue(call.err().contains(text), text + " in " + call.err());
		assertFalse(call.err().contains("\tat "), call.err());
		assertFalse(Files.exists(out));
	}
}
