package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.TiffWriter;
import org.perfusionj.io.dicom.DicomSeriesFiles;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;

/** What a run reads and writes. */
class DeconvolveFilesTest {

	private static final String[] MAPS = { "CBF", "CBV", "MTT", "Tmax", "TTP" };

	@TempDir
	private static Path folder;

	/** One slice of the sample in a path with blanks. */
	private static Path input;
	private static Deconvolved automatic;

	@BeforeAll
	static void write() throws Exception {
		input = SampleFiles.nifti(Files.createDirectory(folder.resolve("my cases")).resolve("case 1.nii.gz"), SampleFiles.slices(SampleFiles.SLICE, 1));
		automatic = Deconvolved.of(input, folder.resolve("my results/case 1"), "residue=true");
	}

	@Test
	void everyFileIsThereUnderItsName() throws Exception {
		assertEquals(new TreeSet<>(List.of("CBF.nii.gz", "CBV.nii.gz", "MTT.nii.gz", "Tmax.nii.gz", "TTP.nii.gz", "residue.nii.gz", "mask.nii.gz", "vessels.nii.gz", "csf.nii.gz", "baseline.nii.gz", "rois.zip", "curves.csv", "metrics.csv", "summary.csv", "parameters.json",
			"figure.png")), new TreeSet<>(automatic.files()));
		final BufferedImage figure = ImageIO.read(automatic.folder().resolve("figure.png").toFile());
		assertTrue(figure.getWidth() > 1000 && figure.getHeight() > 500);
		final Map<String, List<String>> curves = automatic.table("curves.csv");
		assertEquals(List.of("time_s", "aif", "vof", "aif_measured", "tissue"), List.copyOf(curves.keySet()));
		assertEquals(50, curves.get("aif").size());
		final Map<String, List<String>> summary = automatic.table("summary.csv");
		assertEquals(List.of("brain", "brain left", "brain right", "tissue"), summary.get("region").stream().distinct().toList());
		assertEquals(List.of("CBF", "CBV", "MTT", "Tmax", "TTP"), summary.get("map").subList(0, 5));
		assertEquals(List.of("ml/100 g/min", "ml/100 g", "s", "s", "s"), summary.get("unit").subList(0, 5));
		// the stroke lies on the left, so that its blood flow is lower
		assertTrue(Double.parseDouble(summary.get("mean").get(5)) < 0.9 * Double.parseDouble(summary.get("mean").get(10)), summary.get("mean").toString());
		for (final String map : MAPS) {
			final Volume volume = automatic.map(map);
			assertArrayEquals(SampleFiles.sample().series().grid().orientation().affine(), volume.grid().orientation().affine(), 1e-5);
			assertEquals(8, volume.grid().spacingZ(), 1e-6);
		}
	}

	@Test
	void parametersSufficeToDoItAgain() throws Exception {
		final Deconvolved first = Deconvolved.of(input, folder.resolve("first"), "method=Tikhonov", "lambda=0.2", "quadrature=simpson", "filter=gaussian", "smoothing_mm=3.5", "baseline_end_s=7", "kappa=0.8", "density=1.04", "maps=CBF,rCBF,MTT",
			"cbv=residue", "partial_volume=peak");
		final List<String> arguments = new ArrayList<>(List.of("deconvolve"));
		first.texts("parameters").forEach((key, value) -> arguments.add(key + "=" + (key.equals("output") ? folder.resolve("second") : value)));

		final CommandLineCall again = CommandLineCall.of(arguments.toArray(String[]::new));

		assertEquals(0, again.code(), again.err());
		for (final String file : first.files())
			if (!file.equals("parameters.json")) assertEquals(-1, Files.mismatch(first.folder().resolve(file), folder.resolve("second").resolve(file)), file);
	}

	@Test
	void provenanceIsComplete() throws Exception {
		final JsonObject json = automatic.json();
		assertEquals("deconvolve", json.get("command").getAsString());
		assertEquals("PerfusionJ", json.getAsJsonObject("software").get("name").getAsString());
		final JsonObject entry = json.getAsJsonArray("inputs").get(0).getAsJsonObject();
		assertEquals(input.toAbsolutePath().toString(), entry.get("path").getAsString());
		assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(input))), entry.get("sha256").getAsString());
		final Map<String, String> given = automatic.texts("parameters");
		for (final String key : List.of("input", "output", "format", "signal", "echo_time_ms", "frame_interval_s", "aif", "vof", "partial_volume", "method", "matrix", "quadrature", "threshold", "oscillation_index", "lambda", "kappa", "density",
			"mask", "smoothing_mm", "filter", "maps", "cbv", "residue", "rois", "overwrite"))
			assertTrue(given.containsKey(key), key);
		final Map<String, String> resolved = automatic.texts("resolved");
		assertEquals("CT", resolved.get("signal"));
		assertEquals("circulant", resolved.get("matrix"));
		assertEquals("rectangle", resolved.get("quadrature"));
		final double arrival = Double.parseDouble(resolved.get("bolus_arrival_s"));
		assertTrue(arrival > 8 && arrival < 12, "the bolus is in the arteries at 9 s: " + arrival);
		assertEquals("1-" + (int) Math.floor(arrival), resolved.get("baseline_frames"));
		assertTrue(Double.parseDouble(resolved.get("partial_volume_factor")) > 1.2, resolved.toString());
		resolved.forEach((key, value) -> assertTrue(automatic.messages().contains(key + " = " + value), key + " is printed"));
		assertEquals(automatic.files(), Stream.concat(json.getAsJsonArray("outputs").asList().stream().map(name -> name.getAsString()), Stream.of("parameters.json")).sorted().toList());
		// the vessels of this head are not like those that the network has learned from
		assertEquals("doubtful", resolved.get("aif_verdict"));
		assertEquals(1, automatic.warnings().size(), automatic.warnings().toString());
		assertTrue(automatic.warnings().get(0).contains("rise after the mean tissue curve"), automatic.warnings().toString());
	}

	@Test
	void curvesAndVoxelsOfAResultCanBeGivenBack() throws Exception {
		final Deconvolved byCurves = Deconvolved.of(input, folder.resolve("by curves"), "aif=" + automatic.folder().resolve("curves.csv"), "vof=none", "partial_volume=none");
		Deconvolved.assertSameMaps(automatic, byCurves, 0, MAPS);

		// the measured AIF and VOF again, from the voxels in rois.zip, which the classical selection averages
		final Deconvolved byRules = classical("by rules");
		final Deconvolved byVoxels = Deconvolved.of(input, folder.resolve("by voxels"), "rois=" + byRules.folder().resolve("rois.zip"), "aif=roi", "vof=roi");
		Deconvolved.assertSameMaps(byRules, byVoxels, 1e-6, MAPS);
	}

	@Test
	void tiffHasTheSameNumbersWithTheirCalibration() throws Exception {
		final Deconvolved tiff = Deconvolved.of(input, folder.resolve("tiff"), "format=tiff", "residue=true");
		assertEquals(automatic.files().stream().map(name -> name.replace(".nii.gz", ".tif")).sorted().toList(), tiff.files());
		for (final String map : MAPS) {
			final ImagePlus image = IJ.openImage(tiff.folder().resolve(map + ".tif").toString());
			assertArrayEquals(automatic.map(map).plane(0), (float[]) image.getProcessor().getPixels(), map);
			assertEquals(2, image.getCalibration().pixelWidth, 1e-6);
			assertEquals("mm", image.getCalibration().getUnit());
		}
		assertEquals("ml/100 g/min", IJ.openImage(tiff.folder().resolve("CBF.tif").toString()).getCalibration().getValueUnit());
		final ImagePlus residue = IJ.openImage(tiff.folder().resolve("residue.tif").toString());
		assertEquals(50, residue.getNFrames());
		assertEquals(1, residue.getCalibration().frameInterval, 1e-6);
	}

	@Test
	void everyFormatOfTheSeriesGivesTheSameMaps() throws Exception {
		final PerfusionSeries series = SampleFiles.slices(SampleFiles.SLICE, 2);
		final String[] given = { "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none" };
		final Deconvolved nifti = Deconvolved.of(SampleFiles.nifti(folder.resolve("two.nii"), series), folder.resolve("nifti"), given);

		final Path dicom = folder.resolve("a DICOM folder");
		DicomSeriesFiles.write(series, dicom);
		final Deconvolved fromDicom = Deconvolved.of(dicom, folder.resolve("dicom"), given);
		Deconvolved.assertSameMaps(nifti, fromDicom, 1e-6, MAPS);
		assertArrayEquals(nifti.map("CBF").grid().orientation().affine(), fromDicom.map("CBF").grid().orientation().affine(), 1e-4);

		final Path tiff = folder.resolve("two.tif");
		new TiffWriter().write(series, tiff);
		Deconvolved.assertSameMaps(nifti, Deconvolved.of(tiff, folder.resolve("from tiff"), given), 1e-6, MAPS);
	}

	@Test
	void onlyTheMapsAskedForAreWritten() throws Exception {
		final Deconvolved relative = Deconvolved.of(input, folder.resolve("relative"), "maps=rCBF, rCBV rMTT;rTmax", "filter=guided");
		assertEquals(List.of("rCBF.nii.gz", "rCBV.nii.gz", "rMTT.nii.gz", "rTmax.nii.gz"), relative.files().stream().filter(name -> name.startsWith("r") && name.endsWith(".nii.gz")).toList());
		assertFalse(relative.files().contains("CBF.nii.gz"));
		final Deconvolved absolute = Deconvolved.of(input, folder.resolve("absolute"), "maps=CBF,CBV,Tmax", "filter=guided");
		final Volume tmax = absolute.map("Tmax");
		final Volume vessels = absolute.map("vessels");
		final Volume csf = absolute.map("csf");
		final double mean = absolute.mean("CBF", (z, i) -> tmax.plane(z)[i] < 6 && vessels.plane(z)[i] == 0 && csf.plane(z)[i] == 0);
		final float[] expected = absolute.map("CBF").plane(0).clone();
		for (int i = 0; i < expected.length; i++)
			expected[i] /= (float) mean;
		assertArrayEquals(expected, relative.map("rCBF").plane(0), 1e-5f * 100);
		assertEquals(1, relative.mean("rCBF", (z, i) -> tmax.plane(z)[i] < 6 && vessels.plane(z)[i] == 0 && csf.plane(z)[i] == 0), 1e-5);
		assertFalse(absolute.files().contains("MTT.nii.gz"));
	}

	@Test
	void anExistingFolderIsReplacedOnlyWhenAsked() throws Exception {
		final Path output = folder.resolve("existing");
		Deconvolved.of(input, output, "residue=true", "maps=CBF,TTP");
		final byte[] before = Files.readAllBytes(output.resolve("parameters.json"));

		final CommandLineCall refused = Deconvolved.call(input, output, "maps=CBF");
		assertEquals(1, refused.code());
		assertTrue(refused.err().contains("already holds a finished case") && refused.err().contains("overwrite=true"), refused.err());
		assertArrayEquals(before, Files.readAllBytes(output.resolve("parameters.json")));

		// a run that fails half-way keeps what was there
		final CommandLineCall failed = Deconvolved.call(SampleFiles.nifti(folder.resolve("flat.nii"), SampleFiles.changed(1, 1, (hu, x, y, z, t) -> 40)), output, "overwrite=true");
		assertEquals(1, failed.code(), failed.err());
		assertArrayEquals(before, Files.readAllBytes(output.resolve("parameters.json")));
		assertTrue(Files.exists(output.resolve("residue.nii.gz")));

		final Deconvolved replaced = Deconvolved.of(input, output, "maps=CBV", "overwrite=true");
		assertTrue(replaced.files().contains("CBV.nii.gz"));
		assertFalse(replaced.files().contains("CBF.nii.gz") || replaced.files().contains("residue.nii.gz"), "nothing of the old result stays: " + replaced.files());
	}

	@Test
	void resultsDoNotMixWithInputs() throws Exception {
		final Path case2 = Files.createDirectory(folder.resolve("case 2"));
		final Path inside = SampleFiles.nifti(case2.resolve("ctp.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
		final CommandLineCall over = Deconvolved.call(inside, case2, "overwrite=true");
		assertEquals(1, over.code());
		assertTrue(over.err().contains("lies in the output folder"), over.err());
		assertEquals(List.of("ctp.nii"), list(case2));

		final Path dicom = Files.createDirectory(folder.resolve("dicom 2"));
		Files.writeString(dicom.resolve("IM1"), "not looked at");
		Deconvolved.refused(1, dicom, dicom.resolve("maps"), List.of(), "lies in the input folder", "beside it");
		assertEquals(List.of("IM1"), list(dicom));

		final Path own = automatic.folder().resolve("curves.csv");
		final CommandLineCall curves = Deconvolved.call(input, automatic.folder(), "aif=" + own, "overwrite=true");
		assertEquals(1, curves.code());
		assertTrue(curves.err().contains("curves.csv lies in the output folder"), curves.err());
	}

	@Test
	void roisOfAResultAreWhatWasUsed() throws Exception {
		final List<Roi> rois = RoiFiles.read(classical("rois of rules").folder().resolve("rois.zip"));
		assertTrue(rois.stream().anyMatch(roi -> roi.getName().equals("AIF 1")) && rois.stream().anyMatch(roi -> roi.getName().equals("VOF 1")), rois.toString());
		for (final Roi roi : rois) {
			final float label = SampleFiles.sample().labels().get(roi.getBounds().x, roi.getBounds().y, SampleFiles.SLICE);
			assertEquals(roi.getName().startsWith("AIF") ? "ARTERY" : "VEIN", org.perfusionj.simulation.SampleTissue.values()[(int) label].name(), roi.getName());
		}
	}

	private static Deconvolved classical(final String name) {
		return Deconvolved.of(input, folder.resolve(name), "aif=classical", "vof=classical");
	}

	private static List<String> list(final Path path) throws Exception {
		try (Stream<Path> list = Files.list(path)) {
			return list.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
