package org.perfusionj.io;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.perfusionj.work.PerfusionException;

/**
 * What is needed to make a result again, written as JSON: command and parameters in force, software and its surroundings,
 * inputs with checksums, warnings, names of the outputs.
 *
 * @param command name of the command, for example deconvolve
 * @param parameters every parameter of the command as it was given or by default, in order: a run with these repeats this one
 * @param resolved what "auto" became and what was found on the way, in order
 * @param inputs what was read; empty if the images came from windows
 * @param warnings what the user must know to judge the result
 * @param outputs names of the files that were written
 * @param software which software made it
 * @param written when
 */
public record ParametersFile(String command, Map<String, String> parameters, Map<String, String> resolved, List<InputFile> inputs, List<String> warnings, List<String> outputs, SoftwareVersion software, OffsetDateTime written) {

	/** Copies the lists and the map. */
	public ParametersFile {
		parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
		resolved = Collections.unmodifiableMap(new LinkedHashMap<>(resolved));
		inputs = List.copyOf(inputs);
		warnings = List.copyOf(warnings);
		outputs = List.copyOf(outputs);
	}

	/** Made by the running software, now. */
	public ParametersFile(final String command, final Map<String, String> parameters, final Map<String, String> resolved, final List<InputFile> inputs, final List<String> warnings, final List<String> outputs) {
		this(command, parameters, resolved, inputs, warnings, outputs, SoftwareVersion.current(), OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
	}

	/** @return the content of the file */
	public String toJson() {
		final JsonObject json = new JsonObject();
		final JsonObject madeBy = new JsonObject();
		madeBy.addProperty("name", software.name());
		madeBy.addProperty("version", software.version());
		json.add("software", madeBy);
		json.addProperty("research_use_only", true);
		json.addProperty("written", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(written));
		json.addProperty("java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
		json.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
		json.addProperty("command", command);
		json.add("parameters", texts(parameters));
		json.add("resolved", texts(resolved));
		final JsonArray read = new JsonArray();
		for (final InputFile input : inputs) {
			final JsonObject entry = new JsonObject();
			entry.addProperty("role", input.role());
			entry.addProperty("path", input.path().toString());
			entry.addProperty("sha256", input.sha256());
			read.add(entry);
		}
		json.add("inputs", read);
		json.add("warnings", strings(warnings));
		json.add("outputs", strings(outputs));
		return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
	}

	private static JsonObject texts(final Map<String, String> values) {
		final JsonObject object = new JsonObject();
		values.forEach(object::addProperty);
		return object;
	}

	private static JsonArray strings(final List<String> texts) {
		final JsonArray array = new JsonArray();
		texts.forEach(array::add);
		return array;
	}

	/**
	 * @param path such a file
	 * @return what "auto" became and what was found on the way, in order; empty if it says nothing of that
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no such file
	 */
	public static Map<String, String> resolvedOf(final Path path) throws IOException {
		final Map<String, String> texts = new LinkedHashMap<>();
		try {
			final JsonElement resolved = JsonParser.parseString(Files.readString(path)).getAsJsonObject().get("resolved");
			if (resolved != null) resolved.getAsJsonObject().entrySet().forEach(entry -> texts.put(entry.getKey(), entry.getValue().getAsString()));
		}
		catch (final JsonParseException | IllegalStateException | UnsupportedOperationException | MalformedInputException other) {
			throw new PerfusionException(path + " was not written by this software, or is damaged.", other);
		}
		return texts;
	}

	/**
	 * @param path file to write; it appears when it is complete
	 * @throws IOException if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public void write(final Path path) throws IOException {
		FinishedFile.write(path, toJson());
	}
}
