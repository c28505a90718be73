package org.perfusionj.commands;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as users give them in parameters. */
final class UserPath {

	private UserPath() {}

	/**
	 * @param key of the parameter, for the message
	 * @param text its value
	 * @throws BadParameterException if the system has no such paths
	 */
	static Path of(final String key, final String text) {
		try {
			return Path.of(text.trim());
		}
		catch (final InvalidPathException unusable) {
			throw new BadParameterException(key + "=" + text + " is not a path: " + unusable.getReason() + ".", unusable);
		}
	}

	/**
	 * @param key of the parameter, for the message
	 * @param text its value
	 * @param words what may stand there instead of a path, for example "auto nor roi", or empty
	 * @return the path of an existing file
	 * @throws BadParameterException if it is none
	 */
	static Path ofFile(final String key, final String text, final String words) {
		final Path path = of(key, text);
		if (!Files.exists(path)) throw new BadParameterException(key + "=" + text + (words.isEmpty() ? " does not exist. Check the path." : " is neither " + words + " nor an existing file. Check the word or the path."));
		if (Files.isDirectory(path)) throw new BadParameterException(key + "=" + text + " is a folder. Give a file.");
		return path;
	}
}
