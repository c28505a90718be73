package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.Volume;

/** The folder of one run of {@code deconvolve}, or of another command that makes maps, that was called on the command line of this JVM, and what the run said. */
public final class Deconvolved {

	private final Path folder;
	private final String messages;

	private Deconvolved(final Path folder, final String messages) {
		this.folder = folder;
		this.messages = messages;
	}

	/** Runs deconvolve and requires that it ends well. */
	public static Deconvolved of(final Path input, final Path output, final String... more) {
		return by("deconvolve", input, output, more);
	}

	/** Runs a command and requires that it ends well. */
	static Deconvolved by(final String command, final Path input, final Path output, final String... more) {
		final CommandLineCall call = call(command, input, output, more);
		assertEquals(0, call.code(), call.err());
		return new Deconvolved(output, call.err());
	}

	/** Runs deconvolve, whatever comes of it. */
	static CommandLineCall call(final Path input, final Path output, final String... more) {
		return call("deconvolve", input, output, more);
	}

	private static CommandLineCall call(final String command, final Path input, final Path output, final String... more) {
		final List<String> arguments = new ArrayList<>(List.of(command, "input=" + input, "output=" + output));
		arguments.addAll(Arrays.asList(more));
		return CommandLineCall.of(arguments.toArray(String[]::new));
	}

	/** Requires that a run of deconvolve ends with the code, says all of the texts and leaves no file. */
	static String refused(final int code, final Path input, final Path output, final List<String> more, final String... texts) throws IOException {
		return refusedBy("deconvolve", code, input, output, more, texts);
	}

	/** Requires that a run of a command ends with the code, says all of the texts and leaves no file. */
	static String refusedBy(final String command, final int code, final Path input, final Path output, final List<String> more, final String... texts) throws IOException {
		final CommandLineCall call = call(command, input, output, more.toArray(String[]::new));
		assertEquals(code, call.code(), call.err());
		for (final String text : texts)
			assertTrue(call.err().contains(text), () -> "\"" + text + "\" is not in: " + call.err());
		assertFalse(call.err().contains("\tat "), () -> "no stack trace: " + call.err());
		assertFalse(Files.exists(output), "nothing is written");
		try (Stream<Path> beside = Files.list(output.toAbsolutePath().getParent())) {
			assertEquals(List.of(), beside.map(Path::getFileName).map(Path::toString).filter(name -> name.startsWith(".")).toList(), "nothing is left behind");
		}
		return call.err();
	}

	Path folder() {
		return folder;
	}

	String messages() {
		return messages;
	}

	/** @return names of the files, sorted */
	List<String> files() throws IOException {
		try (Stream<Path> list = Files.list(folder)) {
			return list.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	/** @return a map that was written as NIfTI */
	public Volume map(final String name) throws IOException {
		return NiftiVolumes.readVolume(folder.resolve(name + ".nii.gz"));
	}

	/** @return mean of a map over the voxels of the mask that pass */
	double mean(final String map, final VoxelTest in) throws IOException {
		final Volume volume = map(map);
		final Volume mask = map("mask");
		double sum = 0;
		int count = 0;
		for (int z = 0; z < volume.grid().slices(); z++)
			for (int i = 0; i < volume.plane(z).length; i++)
				if (mask.plane(z)[i] != 0 && in.test(z, i)) {
					sum += volume.plane(z)[i];
					count++;
				}
		assertTrue(count > 0, "no voxel");
		return sum / count;
	}

	/** Chooses voxels by slice and index in the slice. */
	interface VoxelTest {

		boolean test(int z, int i);
	}

	/** Requires the same numbers in all of the maps. */
	public static void assertSameMaps(final Deconvolved expected, final Deconvolved found, final double relative, final String... maps) throws IOException {
		for (final String map : maps) {
			final Volume one = expected.map(map);
			final Volume other = found.map(map);
			for (int z = 0; z < one.grid().slices(); z++) {
				final double tolerance = relative * largest(one.plane(z));
				if (relative == 0) assertArrayEquals(one.plane(z), other.plane(z), map);
				else assertArrayEquals(one.plane(z), other.plane(z), (float) tolerance, map);
			}
		}
	}

	private static double largest(final float[] values) {
		double largest = 0;
		for (final float value : values)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	/** @return parameters.json */
	JsonObject json() throws IOException {
		return JsonParser.parseString(Files.readString(folder.resolve("parameters.json"))).getAsJsonObject();
	}

	/** @return one of the objects of texts in it */
	Map<String, String> texts(final String object) throws IOException {
		final Map<String, String> texts = new LinkedHashMap<>();
		json().getAsJsonObject(object).entrySet().forEach(entry -> texts.put(entry.getKey(), entry.getValue().getAsString()));
		return texts;
	}

	/** @return warnings in it */
	List<String> warnings() throws IOException {
		final List<String> warnings = new ArrayList<>();
		for (final JsonElement warning : json().getAsJsonArray("warnings"))
			warnings.add(warning.getAsString());
		return warnings;
	}

	/** @return a CSV file of the folder: columns by name, cells in order; cells in quotes may hold commas */
	Map<String, List<String>> table(final String name) throws IOException {
		final List<String> lines = Files.readAllLines(folder.resolve(name));
		final Map<String, List<String>> columns = new LinkedHashMap<>();
		final List<String> names = cells(lines.get(0));
		names.forEach(column -> columns.put(column, new ArrayList<>()));
		for (final String line : lines.subList(1, lines.size())) {
			final List<String> cells = cells(line);
			assertEquals(names.size(), cells.size(), line);
			for (int c = 0; c < cells.size(); c++)
				columns.get(names.get(c)).add(cells.get(c));
		}
		return columns;
	}

	private static List<String> cells(final String line) {
		final List<String> cells = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (final char c : line.toCharArray()) {
			if (c == '"') quoted = !quoted;
			else if (c == ',' && !quoted) {
				cells.add(cell.toString());
				cell = new StringBuilder();
			}
			else cell.append(c);
		}
		cells.add(cell.toString());
		return cells;
	}
}
