package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.simulation.SampleTissue;

/** ROIs, curve files and masks of the user. */
class DeconvolveVesselsTest {

	private static final int FIRST = 1;

	@TempDir
	private static Path folder;

	/** Two slices of the sample. */
	private static PerfusionSeries series;
	private static Path input;
	/** AIF on the first slice, VOF on the second one, and regions of both. */
	private static Path rois;

	@BeforeAll
	static void write() throws Exception {
		series = SampleFiles.slices(FIRST, 2);
		input = SampleFiles.nifti(folder.resolve("two slices.nii"), series);
		rois = folder.resolve("my rois.zip");
		RoiFiles.write(List.of(points("AIF left", SampleTissue.ARTERY, 0), points("vof", SampleTissue.VEIN, 1), area("healthy side", 34, 50, 12, 0), area("stroke, left side", 86, 56, 12, 1)), rois);
	}

	@Test
	void roisBecomeVesselsRowsAndColumns() throws Exception {
		final Deconvolved result = Deconvolved.of(input, folder.resolve("rois"), "rois=" + rois, "aif=roi", "vof=roi", "partial_volume=none");

		final Map<String, List<String>> curves = result.table("curves.csv");
		assertEquals(List.of("time_s", "aif", "vof", "aif_measured", "tissue", "healthy side", "stroke_ left side"), List.copyOf(curves.keySet()));
		// the mean curve of the voxels less the mean of the baseline frames
		final int baseline = Integer.parseInt(result.texts("resolved").get("baseline_frames").substring(2));
		assertArrayEquals(enhancement(SampleTissue.ARTERY, 0, baseline), numbers(curves.get("aif")), 1e-3);
		assertArrayEquals(enhancement(SampleTissue.VEIN, 1, baseline), numbers(curves.get("vof")), 1e-3);
		assertArrayEquals(numbers(curves.get("aif_measured")), numbers(curves.get("aif")));

		final Map<String, List<String>> summary = result.table("summary.csv");
		for (final String region : List.of("healthy side", "stroke, left side"))
			assertEquals(5, summary.get("region").stream().filter(region::equals).count(), region);
		final int row = summary.get("region").indexOf("healthy side");
		final Roi roi = area("", 34, 50, 12, 0);
		double sum = 0;
		for (final java.awt.Point pixel : roi)
			sum += result.map("CBF").get(pixel.x, pixel.y, 0);
		assertEquals(sum / pixels(roi), Double.parseDouble(summary.get("mean").get(row)), 1e-4 * sum / pixels(roi));
		assertEquals(pixels(roi), Integer.parseInt(summary.get("voxels").get(row)));
		assertEquals(pixels(roi) * 0.032, Double.parseDouble(summary.get("volume_ml").get(row)), 1e-3);
		final int stroke = summary.get("region").indexOf("stroke, left side");
		assertTrue(Double.parseDouble(summary.get("median").get(stroke)) < 0.7 * Double.parseDouble(summary.get("median").get(row)));
		assertEquals("ROI AIF left", result.texts("resolved").get("aif_source"));
		// measured regions are kept with the result
		assertTrue(RoiFiles.read(result.folder().resolve("rois.zip")).stream().anyMatch(kept -> kept.getName().equals("healthy side") && kept.getZPosition() == 1));
		assertEquals(List.of("input", "rois"), result.json().getAsJsonArray("inputs").asList().stream().map(file -> file.getAsJsonObject().get("role").getAsString()).toList());
	}

	@Test
	void missingRoisAreNamed() throws Exception {
		final Path others = folder.resolve("others.zip");
		RoiFiles.write(List.of(area("lesion", 86, 56, 10, 0)), others);
		final Path onlyAif = folder.resolve("aif.zip");
		RoiFiles.write(List.of(points("AIF", SampleTissue.ARTERY, 0)), onlyAif);
		Deconvolved.refused(1, input, folder.resolve("r1"), List.of("aif=roi", "rois=" + others), "There is no AIF ROI", "rois=FILE.zip", "aif=auto");
		Deconvolved.refused(1, input, folder.resolve("r2"), List.of("aif=roi", "vof=roi", "rois=" + onlyAif), "There is no VOF ROI", "vof=auto");
		Deconvolved.refused(1, input, folder.resolve("r3"), List.of("aif=roi"), "There is no AIF ROI");
		Deconvolved.refused(2, input, folder.resolve("r4"), List.of("aif=roi", "rois=" + folder.resolve("none.zip")), "none.zip does not exist");
		Deconvolved.refused(1, input, folder.resolve("r5"), List.of("mask=roi", "rois=" + onlyAif), "mask=roi needs a ROI that is not named AIF or VOF");
		Files.writeString(folder.resolve("broken.zip"), "no zip");
		Deconvolved.refused(1, input, folder.resolve("r6"), List.of("rois=" + folder.resolve("broken.zip")), "broken.zip");
	}

	@Test
	void unusableRoisAreNamed() throws Exception {
		final Path outside = folder.resolve("outside.zip");
		RoiFiles.write(List.of(area("AIF far", 120, 120, 20, 0)), outside);
		Deconvolved.refused(1, input, folder.resolve("u1"), List.of("aif=roi", "rois=" + outside), "\"AIF far\"", "outside the image");
		final Path otherSlice = folder.resolve("slice.zip");
		RoiFiles.write(List.of(area("AIF up", 60, 60, 4, 5)), otherSlice);
		Deconvolved.refused(1, input, folder.resolve("u2"), List.of("aif=roi", "rois=" + otherSlice), "\"AIF up\"", "slice 6", "2 slices");
		final Roi nowhere = new Roi(60, 60, 4, 4);
		nowhere.setName("AIF somewhere");
		final Path unplaced = folder.resolve("unplaced.zip");
		RoiFiles.write(List.of(nowhere), unplaced);
		Deconvolved.refused(1, input, folder.resolve("u3"), List.of("aif=roi", "rois=" + unplaced), "\"AIF somewhere\"", "does not say on which of the 2 slices");
		final Path air = folder.resolve("air.zip");
		RoiFiles.write(List.of(area("AIF in air", 2, 2, 6, 0)), air);
		Deconvolved.refused(1, input, folder.resolve("u4"), List.of("aif=roi", "rois=" + air), "AIF in air", "no bolus", "onto an artery");
	}

	@Test
	void aRegionOfTheUserCanBeTheMask() throws Exception {
		final Path masks = folder.resolve("masks.zip");
		RoiFiles.write(List.of(area("MASK of slice 1", 30, 30, 60, 0), area("mask of slice 2", 40, 40, 40, 1), area("lesion", 80, 56, 10, 1)), masks);
		final Deconvolved result = Deconvolved.of(input, folder.resolve("roi mask"), "mask=roi", "rois=" + masks, "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none");
		assertEquals(pixels(area("", 30, 30, 60, 0)) + pixels(area("", 40, 40, 40, 1)), count(result.map("mask")), "the ROIs named MASK and no other");
		assertEquals(0, result.map("CBF").get(5, 5, 0));

		final Deconvolved all = Deconvolved.of(input, folder.resolve("roi mask 2"), "mask=roi", "rois=" + rois, "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none");
		assertEquals(pixels(area("", 34, 50, 12, 0)) + pixels(area("", 86, 56, 12, 1)), count(all.map("mask")), "without such a name all measured ROIs");
	}

	@Test
	void aFileCanBeTheMask() throws Exception {
		final SpatialGrid grid = series.grid();
		final boolean[][] planes = new boolean[2][grid.planeSize()];
		Arrays.fill(planes[0], 64 * 128 + 30, 64 * 128 + 98, true);
		Arrays.fill(planes[1], 60 * 128 + 30, 60 * 128 + 98, true);
		final Path nifti = folder.resolve("my mask.nii.gz");
		new NiftiWriter().write(nifti, new Mask(grid, planes), NiftiNotes.NONE);
		final ImageStack stack = new ImageStack(128, 128);
		for (final boolean[] plane : planes) {
			final ByteProcessor pixels = new ByteProcessor(128, 128);
			for (int i = 0; i < plane.length; i++)
				pixels.set(i, plane[i] ? 255 : 0);
			stack.addSlice(pixels);
		}
		final Path tiff = folder.resolve("my mask.tif");
		IJ.saveAsTiff(new ImagePlus("mask", stack), tiff.toString());
		final String aif = "aif=" + SampleFiles.trueAif(folder);

		final Deconvolved byNifti = Deconvolved.of(input, folder.resolve("nifti mask"), "mask=" + nifti, aif, "vof=none", "partial_volume=none");
		final Deconvolved byTiff = Deconvolved.of(input, folder.resolve("tiff mask"), "mask=" + tiff, aif, "vof=none", "partial_volume=none");
		assertEquals(136, count(byNifti.map("mask")));
		Deconvolved.assertSameMaps(byNifti, byTiff, 0, "CBF", "mask");
		assertEquals("136", byNifti.texts("resolved").get("mask_voxels"));
		assertEquals(nifti.toString(), byNifti.texts("parameters").get("mask"));
		// normal tissue of relative maps: all of a given mask with Tmax below 6 s
		final Deconvolved relative = Deconvolved.of(input, folder.resolve("relative in the mask"), "mask=" + nifti, aif, "vof=none", "partial_volume=none", "maps=CBF,Tmax,rCBF");
		final Volume tmax = relative.map("Tmax");
		final Volume mask = relative.map("mask");
		final float[] cbf = relative.map("CBF").plane(1);
		final float[] rcbf = relative.map("rCBF").plane(1);
		final double normal = relative.mean("CBF", (z, i) -> mask.plane(z)[i] != 0 && tmax.plane(z)[i] < 6);
		for (int i = 0; i < grid.planeSize(); i++)
			assertEquals(cbf[i] / normal, rcbf[i], 1e-5 * Math.max(1, Math.abs(rcbf[i])));
		// the mask of a result fits its series
		Deconvolved.of(input, folder.resolve("again"), "mask=" + byNifti.folder().resolve("mask.nii.gz"), aif, "vof=none", "partial_volume=none");
	}

	@Test
	void unusableMasksAreRefused() throws Exception {
		final String aif = "aif=" + SampleFiles.trueAif(folder);
		final Path small = folder.resolve("small.nii");
		new NiftiWriter().write(small, Mask.all(new SpatialGrid(128, 128, 1, 2, 2, 8, series.grid().orientation())), NiftiNotes.NONE);
		Deconvolved.refused(1, input, folder.resolve("m1"), List.of("mask=" + small, aif), "128 x 128 x 1", "128 x 128 x 2");
		final Path empty = folder.resolve("empty.nii");
		new NiftiWriter().write(empty, new Volume(series.grid()), NiftiNotes.NONE);
		Deconvolved.refused(1, input, folder.resolve("m2"), List.of("mask=" + empty, aif), "mask is empty");
		Deconvolved.refused(2, input, folder.resolve("m3"), List.of("mask=brian", aif), "mask=brian is neither auto, none nor roi nor an existing file");
		Files.writeString(folder.resolve("mask.txt"), "no image");
		Deconvolved.refused(1, input, folder.resolve("m4"), List.of("mask=" + folder.resolve("mask.txt"), aif), "mask.txt cannot be read as an image");
		Deconvolved.refused(2, input, folder.resolve("m5"), List.of("mask=" + folder, aif), "is a folder");
	}

	@Test
	void curveFilesGiveAifAndVof() throws Exception {
		final TimeCurve aif = SampleFiles.sample().aif();
		final TimeCurve vof = SampleFiles.sample().vof();
		final Path both = SampleFiles.curves(folder.resolve("both curves.csv"), new TimeCurve(aif.times(), Arrays.stream(aif.values()).map(value -> value / 2).toArray()), Optional.of(vof));

		final Deconvolved result = Deconvolved.of(input, folder.resolve("csv"), "aif=" + both, "vof=auto", "partial_volume=area");

		assertEquals(2 * vof.area() / aif.area(), Double.parseDouble(result.texts("resolved").get("partial_volume_factor")), 1e-3);
		final Map<String, List<String>> curves = result.table("curves.csv");
		assertArrayEquals(vof.values(), numbers(curves.get("vof")), 1e-9, "the VOF of the same file");
		assertEquals("file both curves.csv", result.texts("resolved").get("vof_source"));
		assertEquals(List.of("input", "aif"), result.json().getAsJsonArray("inputs").asList().stream().map(file -> file.getAsJsonObject().get("role").getAsString()).toList());

		final Deconvolved peak = Deconvolved.of(input, folder.resolve("csv peak"), "aif=" + both, "vof=" + both, "partial_volume=peak");
		assertEquals(2 * peak(vof) / peak(aif), Double.parseDouble(peak.texts("resolved").get("partial_volume_factor")), 1e-3);
		final Deconvolved none = Deconvolved.of(input, folder.resolve("csv none"), "aif=" + both, "vof=none", "partial_volume=area");
		assertEquals("1", none.texts("resolved").get("partial_volume_factor"));
		assertTrue(none.warnings().stream().anyMatch(warning -> warning.contains("needs a VOF")), none.warnings().toString());
		assertTrue(none.table("summary.csv").get("warnings").get(0).contains("needs a VOF"), "the warning stands in the table");
	}

	@Test
	void unusableCurveFilesAreRefused() throws Exception {
		final double[] times = SampleFiles.sample().aif().times();
		final double[] values = SampleFiles.sample().aif().values();
		final Path shorter = SampleFiles.curves(folder.resolve("short.csv"), new TimeCurve(Arrays.copyOf(times, 40), Arrays.copyOf(values, 40)), Optional.empty());
		Deconvolved.refused(1, input, folder.resolve("c1"), List.of("aif=" + shorter), "short.csv has 40 samples from 0.000 to 39.000 s, but the series has 50 frames");
		final Path zero = SampleFiles.curves(folder.resolve("zero.csv"), new TimeCurve(times, new double[50]), Optional.empty());
		Deconvolved.refused(1, input, folder.resolve("c2"), List.of("aif=" + zero), "zero.csv is zero at all times");
		final List<String> lines = new ArrayList<>(Files.readAllLines(SampleFiles.trueAif(folder)));
		lines.set(20, "19.0,NaN,");
		Files.write(folder.resolve("nan.csv"), lines);
		Deconvolved.refused(1, input, folder.resolve("c3"), List.of("aif=" + folder.resolve("nan.csv")), "Line 21", "NaN", "finite number");
		lines.set(20, "18.0,12,");
		Files.write(folder.resolve("back.csv"), lines);
		Deconvolved.refused(1, input, folder.resolve("c4"), List.of("aif=" + folder.resolve("back.csv")), "Line 21", "must increase");
		Deconvolved.refused(1, input, folder.resolve("c5"), List.of("aif=auto", "vof=" + SampleFiles.trueAif(folder)), "has no column vof");
		Deconvolved.refused(2, input, folder.resolve("c6"), List.of("aif=" + folder.resolve("missing.csv")), "neither auto, aifnet, classical nor roi nor an existing file");
		Deconvolved.refused(2, input, folder.resolve("c7"), List.of("aif=none"), "need an arterial input function");
		Files.writeString(folder.resolve("words.csv"), "this is no table\n");
		Deconvolved.refused(1, input, folder.resolve("c8"), List.of("aif=" + folder.resolve("words.csv")), "has no column \"time_s\"");
	}

	private static double peak(final TimeCurve curve) {
		return Arrays.stream(curve.values()).max().getAsDouble();
	}

	private static double[] numbers(final List<String> cells) {
		return cells.stream().mapToDouble(Double::parseDouble).toArray();
	}

	private static int pixels(final Roi roi) {
		return roi.getContainedPoints().length;
	}

	private static int count(final Volume volume) {
		int count = 0;
		for (int z = 0; z < volume.grid().slices(); z++)
			for (final float value : volume.plane(z))
				if (value != 0) count++;
		return count;
	}

	private static Roi area(final String name, final int x, final int y, final int size, final int slice) {
		final Roi roi = new OvalRoi(x, y, size, size);
		roi.setName(name);
		roi.setPosition(0, slice + 1, 0);
		return roi;
	}

	/** All voxels of a kind of vessel on a slice, those of the late arteries of the stroke left out. */
	private static Roi points(final String name, final SampleTissue tissue, final int slice) {
		final PointRoi roi = new PointRoi();
		for (final int i : voxels(tissue, slice))
			roi.addPoint(i % 128, i / 128);
		roi.setName(name);
		roi.setPosition(0, slice + 1, 0);
		return roi;
	}

	private static int[] voxels(final SampleTissue tissue, final int slice) {
		final float[] labels = SampleFiles.sample().labels().plane(FIRST + slice);
		return java.util.stream.IntStream.range(0, labels.length).filter(i -> labels[i] == tissue.ordinal() && i % 128 < 68).toArray();
	}

	private static double[] enhancement(final SampleTissue tissue, final int slice, final int baselineFrames) {
		final int[] voxels = voxels(tissue, slice);
		final double[] curve = new double[series.frames()];
		final float[] plane = new float[series.grid().planeSize()];
		for (int t = 0; t < curve.length; t++) {
			series.planes().read(slice, t, plane);
			for (final int i : voxels)
				curve[t] += plane[i] / voxels.length;
		}
		final double baseline = Arrays.stream(curve, 0, baselineFrames).average().getAsDouble();
		return Arrays.stream(curve).map(value -> value - baseline).toArray();
	}
}
