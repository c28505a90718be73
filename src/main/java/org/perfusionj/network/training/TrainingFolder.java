package org.perfusionj.network.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.perfusionj.work.PerfusionException;

/**
 * Where a training keeps what it needs to go on after it was cancelled or killed: the folder {@code NAME.training} beside the output folder
 * {@code NAME}, which itself appears only when all is done. The same command goes on from it; then it is removed. It is used by one run at a time: a
 * file lock, which the operating system takes back when the process ends in whatever way, says that it is in use.
 */
public final class TrainingFolder implements AutoCloseable {

	private static final String ENDING = ".training";
	private static final String NOTE = "training.json";
	private static final String LOCK = "lock";
	private static final String CHECKPOINT = ".checkpoint";
	private static final String EXAMPLES = "examples";

	private final Path folder;
	private final FileChannel channel;

	private TrainingFolder(final Path folder, final FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * @param output folder of the results
	 * @return the folder beside it, as an earlier run left it, or new
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it cannot be made, or another run uses it
	 */
	public static TrainingFolder open(final Path output) throws IOException {
		final Path absolute = output.toAbsolutePath().normalize();
		final Path folder = absolute.resolveSibling(absolute.getFileName() + ENDING);
		try {
			Files.createDirectories(folder);
			final FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (isFree(channel)) return new TrainingFolder(folder, channel);
			channel.close();
		}
		catch (final FileSystemException failure) {
			throw new PerfusionException("The folder " + folder + ", in which training keeps its checkpoints, cannot be made: " + (failure instanceof AccessDeniedException ? "you may not write there" : failure.getMessage()) +
				". Choose another output folder.", failure);
		}
		throw new PerfusionException("Another training with the output folder " + output + " is running. Wait for it, or choose another output folder.");
	}

	private static boolean isFree(final FileChannel channel) {
		try {
			final FileLock lock = channel.tryLock();
			return lock != null;
		}
		catch (final OverlappingFileLockException inThisProcess) {
			return false;
		}
		catch (final IOException noLocksHere) {
			return true;
		}
	}

	/**
	 * @param facts all that decides what training does, by name; in order
	 * @throws IOException if the folder cannot be read or written
	 * @throws PerfusionException if an unfinished training in this folder is another one
	 */
	public void require(final Map<String, String> facts) throws IOException {
		// what has not begun may still be changed
		if (!isBegun()) Files.deleteIfExists(folder.resolve(NOTE));
		final Optional<String> difference = new FolderNote(folder.resolve(NOTE)).difference(facts);
		if (difference.isPresent()) throw new PerfusionException("The folder " + folder + " holds an unfinished training that differs (" + difference.get() + "). Give the same parameters to go on with it, choose another output folder, or remove " + folder + ".");
	}

	/** @return true if an earlier run has finished an epoch */
	public boolean isBegun() throws IOException {
		return !checkpoints().isEmpty();
	}

	private List<Path> checkpoints() throws IOException {
		try (Stream<Path> list = Files.list(folder)) {
			return list.filter(file -> file.getFileName().toString().contains(CHECKPOINT)).toList();
		}
	}

	/** @return the folder itself */
	public Path folder() {
		return folder;
	}

	/** @return checkpoint of one of the trainings, for example "aif" */
	public Path checkpoint(final String name) {
		return folder.resolve(name + CHECKPOINT);
	}

	/** @return folder for training examples, if the user gives none */
	public Path examples() {
		return folder.resolve(EXAMPLES);
	}

	/**
	 * Removes everything, once the results are complete.
	 *
	 * @throws IOException if a file cannot be deleted
	 */
	public void delete() throws IOException {
		if (Files.isDirectory(examples())) deleteFiles(examples());
		for (final Path file : checkpoints())
			Files.delete(file);
		Files.deleteIfExists(folder.resolve(NOTE));
		channel.close();
		Files.deleteIfExists(folder.resolve(LOCK));
		deleteIfEmpty(folder);
	}

	private static void deleteFiles(final Path examples) throws IOException {
		try (Stream<Path> list = Files.list(examples)) {
			for (final Path file : list.filter(Files::isRegularFile).toList())
				Files.delete(file);
		}
		deleteIfEmpty(examples);
	}

	private static void deleteIfEmpty(final Path folder) throws IOException {
		try (Stream<Path> rest = Files.list(folder)) {
			if (rest.findAny().isPresent()) return;
		}
		Files.delete(folder);
	}

	/** Lets other runs use the folder; a folder without any checkpoint or example is removed. */
	@Override
	public void close() throws IOException {
		if (!channel.isOpen()) return;
		if (!isBegun() && !Files.exists(examples())) delete();
		channel.close();
	}
}
