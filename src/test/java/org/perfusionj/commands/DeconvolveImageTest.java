package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

import org.perfusionj.images.SeriesWindow;
import org.perfusionj.io.NiftiVolumes;

/** The command as a host with an open image runs it, and how it is stopped. */
class DeconvolveImageTest {

	@TempDir
	private static Path folder;

	private static Context context;

	@BeforeAll
	static void start() {
		context = new Context();
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	private static PerfusionCommand run(final Object... inputs) throws Exception {
		return (PerfusionCommand) context.service(CommandService.class).run(DeconvolveCommand.class, false, inputs).get().getCommand();
	}

	@Test
	void theOpenImageIsAnalysedAndLeftAsItIs() throws Exception {
		// SETUP: 16-bit HU with a calibration function, a selection in the artery, an overlay, some slice and frame
		final ImagePlus image = SeriesWindow.of(SampleFiles.sample().series());
		image.setPosition(1, 2, 31);
		final Roi selection = new OvalRoi(60, 38, 4, 4);
		image.setRoi(selection);
		image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
		image.changes = false;
		final Object[] before = copies(image);
		final Calibration calibration = image.getCalibration().copy();
		final String info = String.valueOf(image.getInfoProperty());
		final List<String> properties = image.getProperties() == null ? List.of() : image.getProperties().keySet().stream().map(Object::toString).sorted().toList();

		// EXECUTE
		final Path output = folder.resolve("of an image");
		final PerfusionCommand command = run("image", image, "output", output.toString(), "aif", "roi", "vof", "none", "partial_volume", "none");

		// VERIFY: the image
		assertNull(command.getCancelReason());
		assertArrayEquals(before, image.getImageStack().getImageArray().length > before.length ? java.util.Arrays.copyOf(image.getImageStack().getImageArray(), before.length) : image.getImageStack().getImageArray());
		assertTrue(calibration.equals(image.getCalibration()));
		assertArrayEquals(calibration.getCoefficients(), image.getCalibration().getCoefficients());
		assertEquals(1, image.getCalibration().frameInterval);
		assertSame(selection, image.getRoi());
		assertNull(selection.getName());
		assertEquals(List.of(2, 31), List.of(image.getZ(), image.getT()));
		assertEquals(1, image.getOverlay().size());
		assertEquals("sample", image.getTitle());
		assertFalse(image.changes);
		assertEquals(info, String.valueOf(image.getInfoProperty()));
		assertEquals(properties, image.getProperties() == null ? List.of() : image.getProperties().keySet().stream().map(Object::toString).sorted().toList());

		// VERIFY: the result is that of the file with the same ROI
		final JsonObject resolved = JsonParser.parseString(Files.readString(output.resolve("parameters.json"))).getAsJsonObject().getAsJsonObject("resolved");
		assertEquals("ROI AIF (selection)", resolved.get("aif_source").getAsString());
		assertEquals("sample", resolved.get("input_image").getAsString());
		assertTrue(resolved.get("input_image_sha256").getAsString().matches("[0-9a-f]{64}"));
		final Path file = SampleFiles.nifti(folder.resolve("sample.nii"), SampleFiles.sample().series());
		final Deconvolved fromFile = Deconvolved.of(file, folder.resolve("of the file"), "aif=roi", "rois=" + output.resolve("rois.zip"), "vof=none", "partial_volume=none");
		for (final String map : List.of("CBF", "CBV", "Tmax"))
			for (int z = 0; z < 4; z++)
				assertArrayEquals(fromFile.map(map).plane(z), NiftiVolumes.readVolume(output.resolve(map + ".nii.gz")).plane(z), map);
	}

	private static Object[] copies(final ImagePlus image) {
		return IntStream.rangeClosed(1, image.getStackSize()).mapToObj(n -> image.getImageStack().getPixels(n)).map(pixels -> ((short[]) pixels).clone()).toArray();
	}

	@Test
	void withoutDisplayAndFolderTheRunIsRefused() throws Exception {
		final PerfusionCommand command = run("image", SeriesWindow.of(SampleFiles.slices(1, 1)));
		assertTrue(command.getCancelReason().contains("no display"), command.getCancelReason());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Reading sample", "Checksum", "Reading the series", "Averaging the baseline", "oSVD: slice 2", "Writing CBV", "Writing residue", "Writing the figure" })
	void cancelStopsWithinASecondAndLeavesNothing(final String when) throws Exception {
		final Path work = Files.createDirectories(folder.resolve("cancel " + when.replace(':', ' ')));
		final Path input = SampleFiles.nifti(folder.resolve("sample.nii"), SampleFiles.sample().series());
		final Path output = Files.createDirectories(work.resolve("out"));
		Files.writeString(output.resolve("parameters.json"), "an earlier result");
		final AtomicLong cancelled = new AtomicLong();
		final Object subscriber = new Object() {

			@EventHandler
			@SuppressWarnings("unused")
			public void onEvent(final TaskEvent event) {
				final Task task = event.getTask();
				if (cancelled.get() == 0 && task.getStatusMessage() != null && task.getStatusMessage().startsWith(when)) {
					cancelled.set(System.nanoTime());
					task.cancel("by the test");
				}
			}
		};
		final List<EventSubscriber<?>> kept = context.service(EventService.class).subscribe(subscriber);

		final PerfusionCommand command = run("input", input.toString(), "output", output.toString(), "overwrite", true, "residue", true);

		context.service(EventService.class).unsubscribe(kept);
		final double seconds = (System.nanoTime() - cancelled.get()) / 1e9;
		assertTrue(cancelled.get() > 0, "there was such a step");
		assertTrue(command.isCanceled() && command.failure().isEmpty(), String.valueOf(command.failure()));
		assertTrue(seconds < 1, seconds + " s");
		assertEquals(List.of("out"), names(work), "no hidden folder is left");
		assertEquals(List.of("parameters.json"), names(output));
		assertEquals("an earlier result", Files.readString(output.resolve("parameters.json")));
	}

	private static List<String> names(final Path path) throws IOException {
		try (Stream<Path> list = Files.list(path)) {
			return list.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
