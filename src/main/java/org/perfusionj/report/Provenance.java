package org.perfusionj.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ParametersFile;

/**
 * What a result was made from and how it was asked for.
 *
 * @param command name of the command
 * @param parameters every parameter of the command by its key: a run with these repeats this one
 * @param origin what the parameters cannot say, for example title and checksum of an image that has no file; in order
 * @param inputs files that were read, with checksums
 */
public record Provenance(String command, Map<String, String> parameters, Map<String, String> origin, List<InputFile> inputs) {

	/** Copies the list and the maps. */
	public Provenance {
		parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
		origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
		inputs = List.copyOf(inputs);
	}

	/**
	 * Writes {@code parameters.json}, which tells that the case is finished: nothing is written into the folder after it.
	 *
	 * @param folder of the case, with all its other files
	 * @param resolved what "auto" became and what was found on the way, in order
	 * @param warnings what the user must know to judge the result; each is written once
	 * @throws IOException if it cannot be written
	 */
	public void finish(final OutputFolder folder, final Map<String, String> resolved, final List<String> warnings) throws IOException {
		final Map<String, String> all = new LinkedHashMap<>(origin);
		all.putAll(resolved);
		final List<String> outputs = folder.names();
		folder.write(OutputFolder.FINISHED, file -> new ParametersFile(command, parameters, all, inputs, warnings.stream().distinct().toList(), outputs).write(file));
	}

	/**
	 * @param output name of the output folder to write in its place
	 * @return a command line that repeats this run
	 */
	String commandLine(final String output) {
		return "java -jar perfusionj.jar " + command + parameters.entrySet().stream().filter(one -> !List.of("output", "overwrite").contains(one.getKey()) && !one.getValue().isEmpty()).map(one -> " " + one.getKey() + "=" + quoted(one
			.getValue())).collect(Collectors.joining()) + " output=" + output;
	}

	/** @return the same with names of files in place of their paths, for what is given to others: where the files lay is nobody's business */
	Provenance placeless() {
		final Map<String, String> named = new LinkedHashMap<>();
		parameters.forEach((name, value) -> named.put(name, value.matches("(/|[A-Za-z]:[/\\\\]|\\\\\\\\).*") ? Objects.toString(Path.of(value).getFileName()) : value));
		return new Provenance(command, named, origin, inputs);
	}

	private static String quoted(final String value) {
		return value.matches("[\\w.,:/\\\\+-]*") ? value : '"' + value + '"';
	}
}
