package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.vascular.Vessel;

/** The command {@code aif} with model files of all kinds, whole and damaged. */
class AifModelTest {

	@TempDir
	private static Path folder;

	@TempDir
	private static Path outputs;

	private static Path input;
	private static Path whole;

	@BeforeAll
	static void write() throws Exception {
		input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
		whole = folder.resolve("whole.aifnet");
		AifnetModelFile.write(InstalledAifnet.shipped(Vessel.AIF), whole);
	}

	private static CommandLineCall call(final Path model, final String vessel, final Path output) {
		return CommandLineCall.of("aif", "input=" + input, "output=" + output, "device=cpu", "vessel=" + vessel, "model=" + model);
	}

	private static void refused(final Path model, final String vessel, final String... reasons) {
		final Path output = outputs.resolve("refused");
		final CommandLineCall call = call(model, vessel, output);
		assertEquals(1, call.code(), call.err());
		for (final String reason : reasons)
			assertTrue(call.err().contains(reason), () -> "\"" + reason + "\" is not in: " + call.err());
		assertFalse(call.err().contains("\tat "), call.err());
		assertFalse(Files.exists(output), "nothing is written");
	}

	@Test
	void aWholeModelIsUsedAndNamed() throws IOException {
		final Path output = outputs.resolve("out");
		final CommandLineCall call = call(whole, "aif", output);
		assertEquals(0, call.code(), call.err());
		final String parameters = Files.readString(output.resolve("parameters.json"));
		assertTrue(parameters.contains(AifnetModelFile.checksum(InstalledAifnet.shipped(Vessel.AIF))) && parameters.contains("whole.aifnet"), parameters);
		assertFalse(Files.exists(output.resolve("probability_vof.nii.gz")));
	}

	@Test
	void damagedModelsAreRefused() throws IOException {
		final byte[] bytes = Files.readAllBytes(whole);
		for (final int length : new int[] { 0, 1, 20, bytes.length / 2, bytes.length - bytes.length / 10 })
			refused(Files.write(folder.resolve("cut off.aifnet"), Arrays.copyOf(bytes, length)), "aif", "The model " + folder.resolve("cut off.aifnet") + " cannot be used", "model=auto");
		// in the header and in the weights
		for (int at = 100; at < bytes.length; at += bytes.length / 4) {
			final byte[] changed = bytes.clone();
			changed[at] ^= 0x55;
			refused(Files.write(folder.resolve("changed.aifnet"), changed), "aif", "changed.aifnet cannot be used", "model=auto");
		}
	}

	@Test
	void otherFilesAreRefused() throws IOException {
		refused(Files.writeString(folder.resolve("text.aifnet"), "weights"), "aif", "it is no AIFNet model");
		refused(input, "aif", "it is no AIFNet model");
		final Path newer = folder.resolve("newer.aifnet");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(newer))) {
			zip.putNextEntry(new ZipEntry("model.json"));
			zip.write("{\"version\": 7, \"rooms\": \"upstairs\"}".getBytes(StandardCharsets.UTF_8));
		}
		refused(newer, "aif", "it is of version 7, and this software reads version 1");
	}

	@Test
	void aModelOfTheOtherVesselIsRefused() {
		refused(whole, "vof", "finds the AIF, not the VOF");
		refused(whole, "both", "is one model, but both AIF and VOF are wanted");
		refused(folder, "vof", "has no vof.aifnet");
	}
}
