package org.perfusionj.network.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.work.PerfusionException;

/**
 * A small JSON file that says what the other files of a folder were made for, so that a later run uses them only for the same.
 *
 * @param file where it is
 */
public record FolderNote(Path file) {

	/**
	 * Writes the note if there is none.
	 *
	 * @param facts what the files are made for, by name; in order
	 * @return in words how the note that is there differs, for example "seed: 1, now 2"; empty if it says the same
	 * @throws IOException if it cannot be read or written
	 * @throws PerfusionException if it is damaged
	 */
	public Optional<String> difference(final Map<String, String> facts) throws IOException {
		if (!Files.exists(file)) {
			FinishedFile.write(file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(facts) + "\n");
			return Optional.empty();
		}
		final Map<String, String> there = read();
		final Set<String> names = new LinkedHashSet<>(facts.keySet());
		names.addAll(there.keySet());
		final String differences = names.stream().filter(name -> !Objects.equals(there.get(name), facts.get(name))).map(name -> name + ": " + there.getOrDefault(name, "nothing") + ", now " + facts.getOrDefault(name, "nothing")).collect(
			Collectors.joining("; "));
		return differences.isEmpty() ? Optional.empty() : Optional.of(differences);
	}

	private Map<String, String> read() throws IOException {
		try {
			final Map<String, String> there = new Gson().fromJson(Files.readString(file), new TypeToken<LinkedHashMap<String, String>>() {}.getType());
			if (there != null) return there;
		}
		catch (final JsonParseException damaged) {
			throw unreadable(damaged);
		}
		throw unreadable(null);
	}

	private PerfusionException unreadable(final Exception cause) {
		return new PerfusionException(file + " is damaged. Remove its folder, or choose another one.", cause);
	}
}
