package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.plugin.frame.RoiManager;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.ReadOptions.PlaneOrder;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class RoiRegionsTest {

	private static final int SLICES = 3;
	private static final int FRAMES = 5;

	private final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(SLICES, FRAMES), 1, "sec");
	private final PerfusionSeries series = HyperstackSeries.of(image, ReadOptions.FROM_FILE, WorkMonitor.SILENT);

	@TempDir
	private Path folder;

	@Test
	void hyperstackPositionIsTheSliceInAnyFrame() {
		for (final int frame : new int[] { 0, 1, 4 }) {
			final Roi roi = named("A", new Roi(1, 1, 2, 1));
			roi.setPosition(1, 3, frame);

			assertEquals(Set.of(new Voxel(1, 1, 2), new Voxel(2, 1, 2)), voxels(onFile().region(roi)));
		}
	}

	@Test
	void stackPositionIsConvertedThroughSlicesAndFrames() {
		final Roi roi = named("A", new Roi(0, 0, 1, 1));
		roi.setPosition(image.getStackIndex(1, 2, 4));
		assertEquals(Set.of(new Voxel(0, 0, 1)), voxels(onFile().region(roi)));
		roi.setPosition(2);
		assertEquals(Set.of(new Voxel(0, 0, 1)), voxels(onFile().region(roi)));
	}

	@Test
	void stackPositionFollowsTheOrderOfAReorderedStack() {
		final ImagePlus stack = new ImagePlus("stack", Hyperstacks.stack(SLICES, FRAMES, false));
		final ReadOptions options = new ReadOptions("", 1, SLICES, PlaneOrder.TIMES_FIRST, Optional.empty());
		final RoiRegions regions = RoiRegions.of(stack, HyperstackSeries.of(stack, options, WorkMonitor.SILENT), options);
		final Roi roi = named("A", new Roi(0, 0, 1, 1));

		roi.setPosition(6);
		assertEquals(Set.of(new Voxel(0, 0, 1)), voxels(regions.region(roi)));
		roi.setPosition(0);
		stack.setSlice(11);
		assertEquals(Set.of(new Voxel(0, 0, 2)), voxels(RoiRegions.of(stack, series, options).region(roi)));
	}

	@Test
	void eachPointOfAMultiPointHasItsSlice() {
		final PointRoi points = new PointRoi(1, 1);
		points.addPoint(2, 0, image.getStackIndex(1, 3, 2));
		points.addPoint(3, 2, image.getStackIndex(1, 1, 5));
		points.addPoint(3, 2, image.getStackIndex(1, 1, 2));
		image.setPosition(1, 2, 1);

		assertEquals(List.of(new Voxel(1, 1, 1), new Voxel(2, 0, 2), new Voxel(3, 2, 0)), onImage().region(points).voxels());
	}

	@Test
	void pointsBetweenPixelsBelongToTheNearest() {
		final PointRoi point = new PointRoi(1.4, 1.6);
		point.setPosition(1, 1, 1);

		assertEquals(List.of(new Voxel(1, 2, 0)), onFile().region(point).voxels());
	}

	@Test
	void withoutPositionTheCurrentSliceCountsInAWindowOnly() {
		final Roi roi = named("tissue", new Roi(0, 0, 1, 1));
		image.setPosition(1, 3, 2);

		assertEquals(Set.of(new Voxel(0, 0, 2)), voxels(onImage().region(roi)));
		assertMessage(() -> onFile().region(roi), "\"tissue\"", "3 slices", "ROI Manager");
		final ImagePlus flat = Hyperstacks.withInterval(Hyperstacks.shorts(1, 4), 1, "sec");
		assertEquals(Set.of(new Voxel(0, 0, 0)), voxels(RoiRegions.of(HyperstackSeries.of(flat, ReadOptions.FROM_FILE, WorkMonitor.SILENT)).region(roi)));
	}

	@Test
	void shapesGiveTheirPixels() {
		image.setPosition(1, 1, 1);
		assertEquals(12, onImage().region(new Roi(0, 0, 4, 3)).voxels().size());
		assertEquals(Set.of(new Voxel(0, 1, 0), new Voxel(1, 1, 0), new Voxel(2, 1, 0), new Voxel(3, 1, 0)), voxels(onImage().region(new Line(0, 1, 3, 1))));
		assertTrue(voxels(onImage().region(new OvalRoi(0, 0, 3, 3))).contains(new Voxel(1, 1, 0)));
		final ShapeRoi two = new ShapeRoi(new Roi(0, 0, 1, 1)).or(new ShapeRoi(new Roi(3, 2, 1, 1)));
		assertEquals(Set.of(new Voxel(0, 0, 0), new Voxel(3, 2, 0)), voxels(onImage().region(two)));
		final PolygonRoi polyline = new PolygonRoi(new float[] { 0.5f, 2.5f, 2.5f }, new float[] { 0.5f, 0.5f, 2.4f }, Roi.POLYLINE);
		polyline.setStrokeWidth(0);
		assertFalse(onImage().region(polyline).voxels().isEmpty());
		assertEquals(0, polyline.getStrokeWidth(), "the user's ROI is not changed");
	}

	@Test
	void outsideIsAnErrorWithTheName() {
		final Roi partly = named("AIF left", new Roi(2, 1, 5, 1));
		partly.setPosition(1, 1, 1);
		assertMessage(() -> onFile().region(partly), "\"AIF left\"", "outside", "4 x 3");
		final PointRoi point = new PointRoi(-1, 0);
		assertMessage(() -> onImage().region(point), "outside");
		final Roi above = named("high", new Roi(0, 0, 1, 1));
		above.setPosition(1, 4, 1);
		assertMessage(() -> onFile().region(above), "\"high\"", "slice 4", "3 slices");
		above.setPosition(16);
		assertMessage(() -> onFile().region(above), "\"high\"", "plane 16", "15 planes");
		assertMessage(() -> onImage().region(named("nothing", new PolygonRoi(new float[] { 1, 1, 1 }, new float[] { 0, 2, 1 }, Roi.POLYGON))), "\"nothing\"", "no pixel");
	}

	@Test
	void namesSayWhatTheyAreFor() {
		final List<Region> all = List.of(region("aif-1"), region("VOF"), region("left"), region("AIF 2"), region("my AIF"));

		final VascularRois rois = VascularRois.of(all);

		assertEquals(List.of("aif-1", "AIF 2"), rois.aif().stream().map(Region::name).toList());
		assertEquals(List.of("VOF"), rois.vof().stream().map(Region::name).toList());
		assertEquals(List.of("left", "my AIF"), rois.regions().stream().map(Region::name).toList());
	}

	@Test
	void selectionFillsInForAMissingAif() {
		final Roi selection = new Roi(0, 0, 2, 2);
		image.setRoi(selection);
		assertEquals(List.of("AIF (selection)"), names(HostRois.forImage(image, List.of())));
		assertEquals(null, image.getRoi().getName(), "the user's selection keeps its name");
		final Roi aif = named("AIF", new Roi(0, 0, 1, 1));
		assertEquals(List.of("AIF"), names(HostRois.forImage(image, List.of(aif))));
		image.setRoi(named("0003-0045-0067", new Roi(0, 0, 2, 2)));
		assertEquals(List.of("AIF (selection)"), names(HostRois.forImage(image, List.of())));
		image.setRoi(named("VOF sinus", new Roi(0, 0, 2, 2)));
		assertEquals(List.of("AIF", "VOF sinus"), names(HostRois.forImage(image, List.of(aif))));
		image.setRoi(named("lesion", new Roi(0, 0, 2, 2)));
		assertEquals(List.of(), names(HostRois.forImage(image, List.of())));
		image.deleteRoi();
		assertEquals(List.of("AIF"), names(HostRois.forImage(image, List.of(aif))));
	}

	@Test
	void drawnRoisGoBeforeThoseOfAnAutomaticSelection() {
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		final RoiManager manager = new RoiManager(false);
		new RoiManagerOutput(manager, RoiOrigin.AUTOMATIC).replace(List.of(named("AIF 1", new Roi(0, 0, 1, 1)), named("VOF 1", new Roi(0, 0, 1, 1))));
		assertEquals(List.of("AIF 1", "VOF 1"), names(HostRois.forImage(image, List.of(manager.getRoisAsArray()))), "as long as there is no other");
		image.setRoi((Roi) manager.getRoi(0).clone());
		assertEquals(List.of("AIF 1", "VOF 1"), names(HostRois.forImage(image, List.of(manager.getRoisAsArray()))), "clicked in the manager");
		image.setRoi(new Roi(0, 0, 2, 2));
		assertEquals(List.of("VOF 1", "AIF (selection)"), names(HostRois.forImage(image, List.of(manager.getRoisAsArray()))));
		manager.addRoi(named("AIF", new Roi(1, 1, 2, 2)));
		manager.addRoi(named("vof of mine", new Roi(1, 1, 2, 2)));
		assertEquals(List.of("AIF", "vof of mine"), names(HostRois.forImage(image, List.of(manager.getRoisAsArray()))));
		assertEquals(List.of("AIF", "vof of mine"), names(HostRois.forImage(null, List.of(manager.getRoisAsArray()))), "for a file");
	}

	@Test
	void theExpertOfAPhantomGoesBeforeAnAutomaticSelectionAndOutlivesIt() {
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		final RoiManager manager = new RoiManager(false);
		final RoiManagerOutput expert = new RoiManagerOutput(manager, RoiOrigin.EXPERT);
		final RoiManagerOutput automatic = new RoiManagerOutput(manager, RoiOrigin.AUTOMATIC);
		expert.replace(List.of(named("AIF expert", new Roi(0, 0, 1, 1)), named("VOF expert", new Roi(0, 0, 1, 1))));
		expert.replace(List.of(named("AIF expert", new Roi(1, 0, 1, 1))));

		automatic.replace(List.of(named("AIF 1", new Roi(0, 0, 1, 1)), named("VOF 1", new Roi(0, 0, 1, 1))));
		assertEquals(List.of("AIF expert", "AIF 1", "VOF 1"), names(Arrays.asList(manager.getRoisAsArray())), "another phantom has another expert");
		assertEquals(List.of("AIF expert", "VOF 1"), names(HostRois.forImage(image, List.of(manager.getRoisAsArray()))));
		manager.addRoi(named("AIF mine", new Roi(1, 1, 2, 2)));
		assertEquals(List.of("VOF 1", "AIF mine"), names(HostRois.forImage(image, List.of(manager.getRoisAsArray()))));
	}

	@Test
	void outlinesOfALesionAreNotMeasuredAndReplaceOnlyThemselves() {
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		final RoiManager manager = new RoiManager(false);
		manager.addRoi(named("core slice 01", new Roi(0, 0, 1, 1)));
		new RoiManagerOutput(manager, RoiOrigin.AUTOMATIC).replace(List.of(named("AIF 1", new Roi(0, 0, 1, 1))));
		final RoiManagerOutput lesion = new RoiManagerOutput(manager, RoiOrigin.LESION);
		lesion.replace(List.of(named("core slice 02", new Roi(1, 0, 1, 1)), named("penumbra slice 02", new Roi(0, 0, 2, 1))));
		lesion.replace(List.of(named("penumbra slice 03", new Roi(0, 0, 2, 1))));

		final List<Roi> all = Arrays.asList(manager.getRoisAsArray());
		assertEquals(List.of("core slice 01", "AIF 1", "penumbra slice 03"), names(all), "the first one is the user's, whatever its name");
		assertEquals(List.of("core slice 01", "AIF 1"), names(HostRois.forImage(image, all)));
		assertEquals(List.of("core slice 01"), names(HostRois.ofPeople(all)));
	}

	@Test
	void zipFileKeepsNamesAndPositions() throws IOException {
		final Path file = folder.resolve("rois.zip");
		final PointRoi points = new PointRoi(1, 1);
		points.setName("AIF/points");
		points.addPoint(2, 0, image.getStackIndex(1, 3, 2));
		points.addPoint(3, 2, image.getStackIndex(1, 2, 2));
		final Roi area = named("lesion", new Roi(1, 1, 2, 2));
		area.setPosition(0, 2, 0);
		final Roi same = named("lesion", new Roi(0, 0, 1, 1));
		same.setPosition(image.getStackIndex(1, 3, 1));

		RoiFiles.write(List.of(points, area, same), file);
		final List<Roi> rois = RoiFiles.read(file);

		assertEquals(List.of("AIF/points", "lesion", "lesion"), names(rois));
		image.setPosition(1, 1, 1);
		final List<Region> regions = onImage().regions(rois);
		assertEquals(List.of(new Voxel(1, 1, 0), new Voxel(2, 0, 2), new Voxel(3, 2, 1)), regions.get(0).voxels());
		assertEquals(Set.of(new Voxel(1, 1, 1), new Voxel(2, 1, 1), new Voxel(1, 2, 1), new Voxel(2, 2, 1)), voxels(regions.get(1)));
		assertEquals(List.of(new Voxel(0, 0, 2)), regions.get(2).voxels());
	}

	@Test
	void zipFileOfTheRoiManagerAndSingleRoiAreRead() throws IOException {
		final Path zip = folder.resolve("manager.zip");
		final Path single = folder.resolve("one.roi");
		final Roi roi = new Roi(1, 1, 2, 2);
		roi.setPosition(1, 2, 3);
		try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
			out.putNextEntry(new java.util.zip.ZipEntry("VOF.roi"));
			out.write(ij.io.RoiEncoder.saveAsByteArray(roi));
		}
		Files.write(single, ij.io.RoiEncoder.saveAsByteArray(roi));

		assertEquals(List.of("VOF"), names(RoiFiles.read(zip)));
		assertEquals(List.of("one"), names(RoiFiles.read(single)));
		assertEquals(1, onFile().region(RoiFiles.read(single).get(0)).voxels().get(0).z());
	}

	@Test
	void unusableRoiFilesAreNamed() throws IOException {
		assertMessage(() -> RoiFiles.read(folder.resolve("none.zip")), "none.zip", "does not exist");
		final Path empty = folder.resolve("text.zip");
		Files.writeString(empty, "this is no zip");
		assertMessage(() -> RoiFiles.read(empty), "text.zip", "no ROI");
		final Path broken = folder.resolve("broken.roi");
		Files.write(broken, "Iou and then rubbish that ends too soon".getBytes(StandardCharsets.US_ASCII));
		assertMessage(() -> RoiFiles.read(broken), "broken.roi");
		final Path cut = folder.resolve("cut.zip");
		RoiFiles.write(List.of(named("A", new Roi(0, 0, 1, 1))), cut);
		Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 60));
		assertMessage(() -> RoiFiles.read(cut), "cut.zip");
	}

	@Test
	void voxelsBecomePointsAndComeBack() {
		final Region region = new Region("AIF", List.of(new Voxel(1, 2, 0), new Voxel(3, 0, 2)));

		final List<Roi> points = RoiRegions.points(region);

		assertEquals(List.of("AIF 1", "AIF 2"), names(points));
		assertEquals(List.of(new Voxel(1, 2, 0)), onFile().region(points.get(0)).voxels());
		assertEquals(List.of(new Voxel(3, 0, 2)), onFile().region(points.get(1)).voxels());
	}

	@Test
	void managerShowsPointsOnTheirSliceAndKeepsTheUsers() {
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		final RoiManager manager = new RoiManager(false);
		manager.addRoi(named("mine", new Roi(0, 0, 1, 1)));
		final RoiManagerOutput output = new RoiManagerOutput(manager, RoiOrigin.AUTOMATIC);

		output.replace(RoiRegions.points(new Region("AIF", List.of(new Voxel(1, 2, 0), new Voxel(3, 0, 2)))));
		output.replace(RoiRegions.points(new Region("AIF", List.of(new Voxel(1, 1, 1)))));

		assertEquals(List.of("mine", "AIF 1"), names(Arrays.asList(manager.getRoisAsArray())));
		assertEquals(Set.of(new Voxel(1, 1, 1)), voxels(onFile().region(manager.getRoi(1))));
		image.show();
		try {
			image.setPosition(1, 1, 4);
			manager.select(image, 1);
			assertEquals(2, image.getZ());
			assertEquals(4, image.getT(), "the frame stays");
		}
		finally {
			image.changes = false;
			image.close();
		}
	}

	private RoiRegions onFile() {
		return RoiRegions.of(series);
	}

	private RoiRegions onImage() {
		return RoiRegions.of(image, series, ReadOptions.FROM_FILE);
	}

	private static Region region(final String name) {
		return new Region(name, List.of(new Voxel(0, 0, 0)));
	}

	private static Roi named(final String name, final Roi roi) {
		roi.setName(name);
		return roi;
	}

	private static List<String> names(final List<Roi> rois) {
		return rois.stream().map(Roi::getName).toList();
	}

	private static Set<Voxel> voxels(final Region region) {
		assertEquals(region.voxels().size(), region.voxels().stream().distinct().count());
		return region.voxels().stream().collect(Collectors.toSet());
	}

	private static void assertMessage(final org.junit.jupiter.api.function.Executable call, final String... words) {
		final String message = assertThrows(PerfusionException.class, call).getMessage();
		for (final String word : words)
			assertTrue(message.contains(word), message);
	}
}
