package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.host.CommandLineCall;

/** What the command {@code residue} cannot work with, or must tell about: an exit code, a message that says what to do, and no file. */
class ResidueBadInputTest {

	private static final String COMMAND = "fake_residue";

	@TempDir
	private static Path folder;

	private static Path input;

	@BeforeAll
	static void write() throws Exception {
		input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "maps=CBF,Tmax|ask for BAD instead of Tmax", "maps=rTmax|ask for BAD instead of Tmax", "maps=CBF,CBX|maps=CBX is unknown", "maps=,|No map is asked for", "maps=CBF,CBF_sd uncertainty=false|CBF_sd and BAD_sd need uncertainty=true",
		"device=gpu|auto, cpu, cuda", "engine=torch|auto, onnx, nd4j", "uncertainty=maybe|true or false", "model=nothing.residue|model=nothing.residue is neither auto nor an existing file", "model=.|is a folder. Give a file.", "aif=none|the maps need an arterial input function",
		"aif=nothing.csv|aif=nothing.csv is neither auto, aifnet, classical nor roi nor an existing file", "kappa=0|kappa", "method=cSVD|has no parameter \"method\"" })
	void badArgumentsHaveTheirOwnCode(final String given, final String message) {
		final List<String> arguments = Stream.concat(Stream.of(COMMAND, "input=" + input, "output=" + folder.resolve("bad")), Arrays.stream(given.split(" "))).toList();
		final CommandLineCall call = CommandLineCall.of(arguments.toArray(String[]::new));
		assertEquals(2, call.code(), call.err());
		assertTrue(call.err().contains(message), call.err());
		assertFalse(Files.exists(folder.resolve("bad")));
	}

	@Test
	void aDeviceThatIsNotThereIsToldBeforeTheSeriesIsRead() throws Exception {
		Deconvolved.refusedBy(COMMAND, 1, folder.resolve("no such series.nii"), folder.resolve("o1"), List.of("device=cuda"), "There is no CUDA", "device=cpu");
	}

	@Test
	void curvesThatAreNoAifAreRefused() throws Exception {
		refusedAif("flat", new TimeCurve(new TimeGrid(0, 1, 50), new double[50]), "flat.csv", "AIF");
		final double[] rise = SampleFiles.sample().aif().values();
		refusedAif("short", new TimeCurve(new TimeGrid(0, 1, 30), Arrays.copyOf(rise, 30)), "has 30 samples from 0.000 to 29.000 s, but the series has 50 frames", "Give one sample for each frame, or times that cover the series");
		Files.writeString(folder.resolve("vof only.csv"), "time_s,vof\n0,1\n1,2\n");
		Deconvolved.refusedBy(COMMAND, 1, input, folder.resolve("o2"), List.of("aif=" + folder.resolve("vof only.csv")), "has no column aif");
		Deconvolved.refusedBy(COMMAND, 1, input, folder.resolve("o3"), List.of("aif=roi"), "There is no AIF ROI");
	}

	private static void refusedAif(final String name, final TimeCurve aif, final String... texts) throws Exception {
		final Path file = SampleFiles.curves(folder.resolve(name + ".csv"), aif, Optional.empty());
		Deconvolved.refusedBy(COMMAND, 1, input, folder.resolve("aif " + name), List.of("aif=" + file, "vof=none", "partial_volume=none"), texts);
	}

	@Test
	void voxelsWithoutANumberAreLeftOutCountedAndTold() throws Exception {
		final Path damaged = SampleFiles.nifti(folder.resolve("few.nii"), SampleFiles.changed(1, 1, (hu, x, y, z, t) -> y == 50 && x >= 40 && x < 60 && t == 20 + x % 3 ? x % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY : hu));
		for (final String filter : List.of("none", "gaussian", "guided", "median")) {
			final Deconvolved result = Deconvolved.by(COMMAND, damaged, folder.resolve("nan " + filter), "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none", "filter=" + filter);
			assertEquals("20", result.texts("resolved").get("non_finite_voxels"));
			assertTrue(result.warnings().stream().anyMatch(warning -> warning.contains("20 voxels hold NaN or infinite samples")), result.warnings().toString());
			assertTrue(result.table("summary.csv").get("warnings").get(0).contains("20 voxels hold NaN"));
			for (int x = 40; x < 60; x++)
				assertEquals(0, result.map("mask").get(x, 50, 0));
			assertTrue(result.map("mask").get(50, 51, 0) == 1, "the neighbours are there");
			for (final String map : List.of("CBF", "CBV", "MTT", "BAD", "CBF_sd", "BAD_sd", "TTP"))
				for (final float value : result.map(map).plane(0))
					assertTrue(Float.isFinite(value), map + " with filter=" + filter);
		}
	}

	@Test
	void whatTheNetworkHasNotLearnedStandsInTheResult() throws Exception {
		final Path slow = SampleFiles.nifti(folder.resolve("slow.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
		final Deconvolved result = Deconvolved.by(COMMAND, slow, folder.resolve("slow"), "frame_interval_s=4", "aif=classical", "vof=none", "partial_volume=none");
		assertTrue(result.warnings().stream().anyMatch(warning -> warning.contains("The frames are 4.0 s apart")), result.warnings().toString());
		assertTrue(result.table("summary.csv").get("warnings").get(0).contains("4.0 s apart"));
	}

	@Test
	void theHelpTellsEveryParameter() {
		final CommandLineCall help = CommandLineCall.of(COMMAND, "help");
		assertEquals(0, help.code());
		for (final Map.Entry<String, String> one : Map.of("model", "auto|path", "engine", "auto|onnx|nd4j", "device", "auto|cpu|cuda", "uncertainty", "default true", "residue", "default false", "localaif", "default false", "aif", "auto|aifnet|classical|roi|path", "density",
			"in g/ml", "maps", "default CBF,CBV,MTT,BAD,TTP").entrySet())
			assertTrue(help.out().lines().anyMatch(line -> line.trim().startsWith(one.getKey() + "  ") && line.contains(one.getValue())), one + " in\n" + help.out());
	}
}
