package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImagePlus;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.WorkMonitor;

/** What a run of the command {@code residue} reads and writes, with a stand-in for the network that deconvolves. */
class ResidueFilesTest {

	private static final String COMMAND = "fake_residue";

	@TempDir
	private static Path folder;

	private static Path input;
	private static String[] aif;
	private static Deconvolved all;
	/** Of the method that the stand-in asks. */
	private static Deconvolved reference;

	@BeforeAll
	static void run() throws Exception {
		input = SampleFiles.nifti(folder.resolve("case 1.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
		aif = new String[] { "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none" };
		all = residue("all", "residue=true", "localaif=true");
		reference = Deconvolved.of(input, folder.resolve("reference"), with("method=cSVD", "residue=true", "maps=CBF,CBV,MTT,Tmax,TTP,rCBF"));
	}

	private static String[] with(final String... more) {
		return Stream.concat(Stream.of(aif), Stream.of(more)).toArray(String[]::new);
	}

	private static Deconvolved residue(final String output, final String... more) {
		return Deconvolved.by(COMMAND, input, folder.resolve(output), with(more));
	}

	@Test
	void theFilesAreThoseOfADeconvolutionAndMore() throws Exception {
		final TreeSet<String> expected = new TreeSet<>(reference.files());
		expected.removeAll(List.of("Tmax.nii.gz", "rCBF.nii.gz"));
		expected.addAll(List.of("BAD.nii.gz", "CBF_sd.nii.gz", "BAD_sd.nii.gz", "local_aif.nii.gz"));
		assertEquals(expected, new TreeSet<>(all.files()));
		final List<String> named = all.json().getAsJsonArray("outputs").asList().stream().map(name -> name.getAsString()).toList();
		assertEquals(all.files(), Stream.concat(named.stream(), Stream.of("parameters.json")).sorted().toList());
		final BufferedImage figure = ImageIO.read(all.folder().resolve("figure.png").toFile());
		assertTrue(figure.getWidth() > 1000 && figure.getHeight() > 500);
	}

	@Test
	void theMapsAreThoseOfTheMethod() throws Exception {
		Deconvolved.assertSameMaps(reference, all, 0, "CBF", "CBV", "MTT", "TTP", "mask", "vessels", "csf");
		assertArrayEquals(reference.map("Tmax").plane(0), all.map("BAD").plane(0));
		final float[] cbf = all.map("CBF").plane(0);
		final float[] sd = all.map("CBF_sd").plane(0);
		for (int i = 0; i < cbf.length; i++)
			assertEquals(FakeResidue.SPREAD * cbf[i], sd[i], 1e-4);
		assertEquals(0.5, all.mean("BAD_sd", (z, i) -> true), 1e-6);
	}

	@Test
	void curvesOfAllVoxelsAreSeriesInTime() throws Exception {
		assertEquals(-1, Files.mismatch(reference.folder().resolve("residue.nii.gz"), all.folder().resolve("residue.nii.gz")));
		final PerfusionSeries local = new NiftiReader().read(all.folder().resolve("local_aif.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final double[] global = CurveFile.read(all.folder().resolve("curves.csv")).aif().orElseThrow().values();
		final float[] mask = all.map("mask").plane(0);
		assertEquals(50, local.frames());
		assertEquals(1, local.times().meanIntervalS(), 1e-6);
		final float[] plane = new float[mask.length];
		for (int t = 0; t < global.length; t++) {
			local.planes().read(0, t, plane);
			for (int i = 0; i < plane.length; i++)
				assertEquals(mask[i] == 0 ? 0 : FakeResidue.LOCAL * global[t], plane[i], 1e-3);
		}
	}

	@Test
	void whatIsNotAskedForIsNotMade() throws Exception {
		final Deconvolved few = residue("few", "maps=CBF,rCBF", "uncertainty=false");
		assertEquals(List.of("CBF.nii.gz", "rCBF.nii.gz"), few.files().stream().filter(name -> name.matches("r?[A-Z].*")).toList());
		assertFalse(few.files().contains("residue.nii.gz") || few.files().contains("local_aif.nii.gz"), few.files().toString());
		assertEquals("false", few.texts("resolved").get("uncertainty"));
		// normal tissue is where the delay is short, as it is where Tmax is
		Deconvolved.assertSameMaps(reference, few, 0, "rCBF");
		final Deconvolved delay = residue("delay", "maps=BAD,TTP", "format=tiff");
		assertEquals(List.of("BAD.tif", "BAD_sd.tif", "TTP.tif"), delay.files().stream().filter(name -> name.matches("[A-Z].*")).toList());
	}

	@Test
	void tablesNameTheMaps() throws Exception {
		final Map<String, List<String>> summary = all.table("summary.csv");
		final List<String> maps = List.of("CBF", "CBV", "MTT", "BAD", "CBF_sd", "BAD_sd", "TTP");
		assertEquals(maps, summary.get("map").subList(0, maps.size()));
		assertEquals(List.of("ml/100 g/min", "ml/100 g", "s", "s", "ml/100 g/min", "s", "s"), summary.get("unit").subList(0, maps.size()));
		assertEquals(List.of("brain", "brain left", "brain right", "tissue"), summary.get("region").stream().distinct().toList());
		for (final String file : List.of("curves.csv", "metrics.csv"))
			assertEquals(-1, Files.mismatch(reference.folder().resolve(file), all.folder().resolve(file)), file);
		assertTrue(all.messages().contains("BAD in tissue: mean"), all.messages());
		assertTrue(all.messages().contains("Research use only"), all.messages());
	}

	@Test
	void provenanceHoldsTheNetwork() throws Exception {
		final Map<String, String> resolved = all.texts("resolved");
		assertEquals("residue", all.json().get("command").getAsString());
		assertEquals("fake network", resolved.get("method"));
		assertEquals("fake on auto", resolved.get("engine"));
		assertEquals("shipped", resolved.get("model"));
		assertEquals("CBF,CBV,MTT,BAD,CBF_sd,BAD_sd,TTP", resolved.get("maps"));
		assertEquals("true", resolved.get("localaif"));
		resolved.forEach((key, value) -> assertTrue(all.messages().contains(key + " = " + value), key + " is printed"));
		final Path model = Files.writeString(folder.resolve("my.residue"), "weights");
		final Deconvolved own = residue("own", "model=" + model, "device=cpu", "maps=CBF");
		assertEquals(model.toString(), own.texts("parameters").get("model"));
		assertEquals("fake on cpu", own.texts("resolved").get("engine"));
		assertEquals(List.of("input", "model", "aif"), own.json().getAsJsonArray("inputs").asList().stream().map(file -> file.getAsJsonObject().get("role").getAsString()).toList());
	}

	@Test
	void parametersSufficeToDoItAgain() throws Exception {
		final Deconvolved first = residue("first", "maps=CBF,BAD,rMTT", "kappa=0.8", "density=1.04", "cbv=residue", "filter=gaussian", "smoothing_mm=3", "localaif=true");
		final List<String> arguments = new ArrayList<>(List.of(COMMAND));
		first.texts("parameters").forEach((key, value) -> arguments.add(key + "=" + (key.equals("output") ? folder.resolve("second") : value)));

		final CommandLineCall again = CommandLineCall.of(arguments.toArray(String[]::new));

		assertEquals(0, again.code(), again.err());
		for (final String file : first.files())
			if (!file.equals("parameters.json")) assertEquals(-1, Files.mismatch(first.folder().resolve(file), folder.resolve("second").resolve(file)), file);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fake network", "Writing" })
	void nothingIsLeftOfARunThatIsStopped(final String stage) throws Exception {
		final Path output = Files.createDirectory(folder.resolve("stopped at " + stage)).resolve("never");
		try (Context context = new Context()) {
			final CancelAt cancel = new CancelAt(stage);
			final List<EventSubscriber<?>> kept = context.service(EventService.class).subscribe(cancel);
			final PerfusionCommand command = (PerfusionCommand) context.service(CommandService.class).run(FakeResidueCommand.class, false, "input", input.toString(), "output", output.toString(), "aif", aif[0].substring(4), "vof", "none", "localaif", true).get()
				.getCommand();
			assertFalse(kept.isEmpty());
			assertTrue(cancel.at() != 0, "never said " + stage);
			assertTrue(command.isCanceled());
			assertTrue(command.failure().isEmpty(), "a user who stops has not failed");
		}
		try (Stream<Path> left = Files.list(output.getParent())) {
			assertEquals(List.of(), left.toList());
		}
	}

	@Test
	void tiffHasTheSameCurvesWithTheirUnit() throws Exception {
		final Deconvolved tiff = residue("tiff", "format=tiff", "residue=true", "localaif=true");
		assertEquals(all.files().stream().map(name -> name.replace(".nii.gz", ".tif")).sorted().toList(), tiff.files());
		final ImagePlus local = IJ.openImage(tiff.folder().resolve("local_aif.tif").toString());
		assertEquals(50, local.getNFrames());
		assertEquals(1, local.getCalibration().frameInterval, 1e-6);
		assertEquals("HU", local.getCalibration().getValueUnit());
		assertEquals("1/s", IJ.openImage(tiff.folder().resolve("residue.tif").toString()).getCalibration().getValueUnit());
		assertEquals("s", IJ.openImage(tiff.folder().resolve("BAD_sd.tif").toString()).getCalibration().getValueUnit());
	}
}
