package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.io.dicom.DicomSeriesFiles;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.simulation.SampleTissue;

/** Input that cannot be used: an exit code, a message that says what to do, and no file. */
class DeconvolveBadInputTest {

	private static final SpatialGrid SMALL = new SpatialGrid(32, 32, 2, 2, 2, 5, Orientation.NONE);

	@TempDir
	private static Path folder;

	private static Path input;

	@BeforeAll
	static void write() throws Exception {
		input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
	}

	@Test
	void imagesWithoutATimeAxisAreRefused() throws Exception {
		final Path volume = folder.resolve("volume.nii");
		new NiftiWriter().write(volume, SampleFiles.sample().cbf(), NiftiNotes.NONE);
		Deconvolved.refused(1, volume, folder.resolve("o1"), List.of(), "slices");
		final Path one = SampleFiles.nifti(folder.resolve("one.nii"), series(1, (x, y, z, t) -> 40));
		Deconvolved.refused(1, one, folder.resolve("o2"), List.of(), "no time", "open the 4D series");
		final Path nine = SampleFiles.nifti(folder.resolve("nine.nii"), series(9, (x, y, z, t) -> 40));
		Deconvolved.refused(1, nine, folder.resolve("o3"), List.of(), "9 frames", "at least 10");
	}

	@Test
	void aStackOfSlicesAndTimesCanBeSortedOut() throws Exception {
		// SETUP: two slices of the sample as one stack of 100 planes without a time axis
		final PerfusionSeries two = SampleFiles.slices(SampleFiles.SLICE, 2);
		final float[][] planes = new float[100][two.grid().planeSize()];
		for (int t = 0; t < 50; t++)
			for (int z = 0; z < 2; z++)
				two.planes().read(z, t, planes[2 * t + z]);
		final Path stack = folder.resolve("stack.nii");
		new NiftiWriter().write(stack, new org.perfusionj.series.Volume(new SpatialGrid(128, 128, 100, 2, 2, 8, two.grid().orientation()), planes), NiftiNotes.NONE);
		final String aif = "aif=" + SampleFiles.trueAif(folder);

		// EXECUTE, VERIFY
		Deconvolved.refused(1, stack, folder.resolve("s1"), List.of(aif), "slices=");
		final Deconvolved sorted = Deconvolved.of(stack, folder.resolve("s2"), "slices=2", "frame_interval_s=1", aif, "vof=none", "partial_volume=none");
		final Deconvolved expected = Deconvolved.of(SampleFiles.nifti(folder.resolve("two.nii"), two), folder.resolve("s3"), aif, "vof=none", "partial_volume=none");
		Deconvolved.assertSameMaps(expected, sorted, 0, "CBF", "CBV", "Tmax");
	}

	@Test
	void noiseIsNoBolus() throws Exception {
		final Random random = new Random(1);
		final Path noise = SampleFiles.nifti(folder.resolve("noise.nii"), SampleFiles.changed(1, 1, (hu, x, y, z, t) -> SampleTissue.values()[(int) SampleFiles.sample().labels().get(x, y, 1)].hu() + 5 * random.nextGaussian()));
		Deconvolved.refused(1, noise, folder.resolve("b1"), List.of(), "No bolus", "HU");
		final Path positive = SampleFiles.nifti(folder.resolve("air.nii"), series(30, (x, y, z, t) -> -1000));
		Deconvolved.refused(1, positive, folder.resolve("b2"), List.of(), "No bolus", "Are the values HU?");
	}

	@Test
	void fewVoxelsWithoutANumberAreLeftOutAndCounted() throws Exception {
		final Path damaged = SampleFiles.nifti(folder.resolve("few.nii"), SampleFiles.changed(1, 1, (hu, x, y, z, t) -> y == 50 && x >= 40 && x < 60 && t == 20 + x % 3 ? x % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY : hu));
		final Deconvolved result = Deconvolved.of(damaged, folder.resolve("few"), "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none");
		assertEquals("20", result.texts("resolved").get("non_finite_voxels"));
		assertTrue(result.warnings().stream().anyMatch(warning -> warning.contains("20 voxels hold NaN or infinite samples")), result.warnings().toString());
		assertTrue(result.table("summary.csv").get("warnings").get(0).contains("20 voxels hold NaN"));
		for (int x = 40; x < 60; x++)
			assertEquals(0, result.map("mask").get(x, 50, 0));
		for (final String map : List.of("CBF", "CBV", "MTT", "Tmax", "TTP"))
			for (final float value : result.map(map).plane(0))
				assertTrue(Float.isFinite(value), map);
		// an AIF with such a voxel is an error
		final ij.gui.Roi roi = new ij.gui.Roi(42, 49, 3, 3);
		roi.setName("AIF");
		final Path rois = folder.resolve("nan.zip");
		RoiFiles.write(List.of(roi), rois);
		Deconvolved.refused(1, damaged, folder.resolve("n1"), List.of("aif=roi", "rois=" + rois), "ROI AIF holds a voxel without a number", "Move the ROI");
	}

	@Test
	void aSeriesThatIsMostlyDamagedIsRefused() throws Exception {
		final Path most = SampleFiles.nifti(folder.resolve("most.nii"), SampleFiles.changed(1, 1, (hu, x, y, z, t) -> y < 90 && t == 12 ? Float.NaN : hu));
		Deconvolved.refused(1, most, folder.resolve("d1"), List.of("aif=" + SampleFiles.trueAif(folder)), "NaN or infinite samples", "unusable");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "-1 1 2|negative: -1.0 s", "0 1 1|does not increase: frame 3 is at 1.0 s after 1.0 s", "0 1 nan|not a number" })
	void impossibleTimesAreRefused(final String start, final String message) throws Exception {
		final Path wrong = SampleFiles.nifti(folder.resolve("times.nii"), series(12, (x, y, z, t) -> 40));
		final List<String> times = Stream.concat(Arrays.stream(start.split(" ")).map(text -> text.equals("nan") ? "\"NaN\"" : text), IntStream.range(3, 12).mapToObj(Integer::toString)).toList();
		Files.writeString(folder.resolve("times.json"), "{\"FrameTimesStart\": [" + String.join(", ", times) + "]}");
		Deconvolved.refused(1, wrong, folder.resolve("t"), List.of(), "times.json", message, "frame_interval_s");
	}

	@Test
	void aSidecarOfAnotherLengthIsRefused() throws Exception {
		final Path wrong = SampleFiles.nifti(folder.resolve("length.nii"), series(12, (x, y, z, t) -> 40));
		Files.writeString(folder.resolve("length.json"), "{\"FrameTimesStart\": [" + IntStream.range(0, 11).mapToObj(Integer::toString).collect(Collectors.joining(",")) + "]}");
		Deconvolved.refused(1, wrong, folder.resolve("l"), List.of(), "has 11 numbers, but the image has 12 frames");
	}

	@Test
	void whatTheReaderAssumedStandsInTheResult() throws Exception {
		final byte[] bytes = Files.readAllBytes(input);
		// xyzt_units: mm, but no unit of time
		bytes[123] = 2;
		final Path unitless = folder.resolve("unitless.nii");
		Files.write(unitless, bytes);
		final Deconvolved result = Deconvolved.of(unitless, folder.resolve("unitless"), "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none");
		assertTrue(result.warnings().stream().anyMatch(warning -> warning.contains("no time unit") && warning.contains("frame_interval_s")), result.warnings().toString());
		assertTrue(result.table("summary.csv").get("warnings").get(0).contains("no time unit"));
	}

	@Test
	void truncatedFilesAreRefused() throws Exception {
		final byte[] whole = Files.readAllBytes(input);
		Files.write(folder.resolve("cut.nii"), Arrays.copyOf(whole, whole.length / 2));
		Deconvolved.refused(1, folder.resolve("cut.nii"), folder.resolve("c1"), List.of(), "cut.nii", "cut off", "again");
		final byte[] packed = Files.readAllBytes(SampleFiles.nifti(folder.resolve("whole.nii.gz"), SampleFiles.slices(1, 1)));
		Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(packed, packed.length / 2));
		Deconvolved.refused(1, folder.resolve("cut.nii.gz"), folder.resolve("c2"), List.of(), "cut.nii.gz");
		Files.writeString(folder.resolve("text.nii"), "this is no image");
		Deconvolved.refused(1, folder.resolve("text.nii"), folder.resolve("c3"), List.of(), "text.nii");

		final Path dicom = folder.resolve("dicom");
		DicomSeriesFiles.write(series(12, (x, y, z, t) -> 40 + t), dicom);
		final Path image = dicom.resolve("IM7");
		final byte[] bytes = Files.readAllBytes(image);
		Files.write(image, Arrays.copyOf(bytes, bytes.length - 500));
		Deconvolved.refused(1, dicom, folder.resolve("c4"), List.of(), "IM7");
		Files.delete(image);
		Deconvolved.refused(1, dicom, folder.resolve("c5"), List.of(), "slice");
		Files.createDirectory(folder.resolve("nothing"));
		Deconvolved.refused(1, folder.resolve("nothing"), folder.resolve("c6"), List.of(), "nothing holds no DICOM image");
	}

	@Test
	void missingAndUnknownInputsAreNamed() throws Exception {
		Deconvolved.refused(1, folder.resolve("none.nii"), folder.resolve("x1"), List.of(), "none.nii does not exist");
		Files.writeString(folder.resolve("notes.txt"), "text");
		Deconvolved.refused(1, folder.resolve("notes.txt"), folder.resolve("x2"), List.of(), "notes.txt", "Bio-Formats");
		assertBad("There is no input", "deconvolve", "output=" + folder.resolve("x3"));
		assertBad("Give a folder for them", "deconvolve", "input=" + input);
		final CommandLineCall file = Deconvolved.call(input, folder.resolve("notes.txt"));
		assertEquals(1, file.code());
		assertTrue(file.err().contains("is a file. Give a folder."), file.err());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "treshold=0.1|has no parameter \"treshold\"", "threshold=abc|threshold=abc is neither auto nor a number", "threshold=1.5|at least 0 and below 1", "lambda=corner|use lcurve, gcv or a number", "lambda=-1|positive",
		"method=pSVD|sSVD, cSVD, oSVD", "matrix=toeplitz|oSVD works on the circulant matrix", "quadrature=trapezoid|no circulant form", "quadrature=cubic|quadrature", "kappa=0|kappa", "kappa=x|kappa must be a number", "density=9|density",
		"oscillation_index=-0.1|oscillation_index", "maps=CBF,CBX|maps=CBX is unknown", "maps=CBF,bad|Deconvolution does not estimate BAD", "maps=,|No map is asked for", "cbv=peak|cbv", "residue=maybe|true or false", "format=dicom|nifti, tiff", "signal=PET|CT, MR, concentration",
		"frame_interval_s=-1|frame_interval_s", "filter=bilateral|filter", "filter=gaussian smoothing_mm=0|smoothing_mm above 0", "smoothing_mm=-2|smoothing_mm", "partial_volume=yes|area, peak, none", "echo_time_ms=-30|echo_time_ms", "slices=-2|slices",
		"vof=vein|vof=vein is neither auto, aifnet, classical, none nor roi nor an existing file" })
	void badArgumentsHaveTheirOwnCode(final String given, final String message) {
		final List<String> arguments = Stream.concat(Stream.of("deconvolve", "input=" + input, "output=" + folder.resolve("bad")), Arrays.stream(given.split(" "))).toList();
		assertBad(message, arguments.toArray(String[]::new));
		assertFalse(Files.exists(folder.resolve("bad")));
	}

	@Test
	void theHelpTellsEveryParameter() {
		final CommandLineCall help = CommandLineCall.of("deconvolve", "help");
		assertEquals(0, help.code());
		for (final Map.Entry<String, String> one : Map.of("method", "sSVD|cSVD|oSVD|Tikhonov", "threshold", "auto|number from 0 to 1", "kappa", "default 0.73", "density", "in g/ml", "echo_time_ms", "in ms", "aif", "auto|aifnet|classical|roi|path", "lambda",
			"lcurve|gcv|number", "mask", "auto|none|roi|path", "overwrite", "true|false", "maps", "default CBF,CBV,MTT,Tmax,TTP").entrySet())
			assertTrue(help.out().lines().anyMatch(line -> line.trim().startsWith(one.getKey() + "  ") && line.contains(one.getValue())), one + " in\n" + help.out());
		assertTrue(help.out().contains("Research use only"));
	}

	private static void assertBad(final String message, final String... arguments) {
		final CommandLineCall call = CommandLineCall.of(arguments);
		assertEquals(2, call.code(), call.err());
		assertTrue(call.err().contains(message), call.err());
		assertTrue(call.err().contains("deconvolve help lists the parameters"), call.err());
	}

	private static PerfusionSeries series(final int frames, final SampleFiles.Sample sample) {
		return SampleFiles.series(new SpatialGrid(SMALL.width(), SMALL.height(), SMALL.slices(), 2, 2, 5, Orientation.scanner(new double[] { -2, 0, 0, 0, 0, -2, 0, 0, 0, 0, 5, 0 })), AcquisitionTimes.uniform(frames, 1), SignalType.CT, sample);
	}
}
