package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.perfusionj.work.PerfusionException;

/**
 * The folder for the results of one case, which appear in it all at once or not at all. Files are written into a hidden
 * folder beside it (".NAME.perfusionj-..."; inside it where the folder is a mount point or its parent is read-only) and
 * moved by {@link #commit()}, parameters.json last: a folder that has it holds a finished case. Closing without a commit
 * deletes them. What a killed process leaves is that hidden folder; the next run with the same output folder removes it,
 * and puts a half-done replacement right.
 */
public final class OutputFolder implements AutoCloseable {

	/** The file that tells a finished case. */
	public static final String FINISHED = "parameters.json";

	private final Path folder;
	private final boolean overwrite;
	private final Workspace workspace;
	private final List<Path> createdParents;
	private boolean committed;
	private boolean closed;

	private OutputFolder(final Path folder, final boolean overwrite, final Workspace workspace, final List<Path> createdParents) {
		this.folder = folder;
		this.overwrite = overwrite;
		this.workspace = workspace;
		this.createdParents = createdParents;
	}

	/** Writes one file. */
	@FunctionalInterface
	public interface FileTask {

		/** @param file new file to write */
		void write(Path file) throws IOException;
	}

	/**
	 * @param target the folder in which results shall appear; it may exist, and missing parents are made
	 * @param overwrite true if a folder that is not empty may be changed: of a finished case all files are replaced; folders
	 *          in it, and the files of a folder that is no finished case, stay unless a new file has the same name
	 * @param inputs files and folders that are read by the run: none of them may lie in the target, nor the target in them
	 * @return the open folder
	 * @throws IOException if the folders cannot be read or made
	 * @throws PerfusionException if the target is a file, is not empty and may not be overwritten, holds an input, lies in
	 *           one, or may not be written to
	 */
	public static OutputFolder open(final Path target, final boolean overwrite, final Path... inputs) throws IOException {
		final Path absolute = target.toAbsolutePath().normalize();
		if (Files.exists(absolute) && !Files.isDirectory(absolute)) throw new PerfusionException("The output " + target + " is a file. Give a folder.");
		final Path folder = Files.exists(absolute) ? absolute.toRealPath() : absolute;
		final Path parent = folder.getParent();
		if (parent == null) throw new PerfusionException("The output " + target + " is the root of a file system. Give a folder in it.");
		for (final Path input : inputs) {
			if (Files.isDirectory(input) && real(absolute).startsWith(input.toRealPath())) throw new PerfusionException("The output folder " + target + " lies in the input folder " + input +
				", so that the results would be read as input the next time. Choose a folder beside it.");
			if (Files.exists(input) && Files.isDirectory(folder) && input.toRealPath().startsWith(folder)) throw new PerfusionException("The input " + input + " lies in the output folder " + target +
				", where it could be replaced. Choose another output folder.");
		}
		removeAbandoned(folder, parent);
		if (!overwrite) requireEmpty(folder, target);
		final List<Path> createdParents = new ArrayList<>();
		try {
			createParents(parent, createdParents);
			return new OutputFolder(folder, overwrite, createWorkspace(folder, parent), createdParents);
		}
		catch (final FileSystemException failure) {
			removeEmpty(createdParents);
			DiskFull.orRethrow(failure, folder);
			final String reason = failure instanceof AccessDeniedException ? "you may not write to " + failure.getFile() : failure.getMessage();
			throw new PerfusionException("The output folder " + target + " cannot be made: " + reason + ". Choose another output folder.", failure);
		}
	}

	/** The path without links, as far as it exists. */
	private static Path real(final Path path) throws IOException {
		if (Files.exists(path)) return path.toRealPath();
		return path.getParent() == null ? path : real(path.getParent()).resolve(path.getFileName());
	}

	private static void removeAbandoned(final Path folder, final Path parent) throws IOException {
		final List<Workspace> abandoned = new ArrayList<>();
		if (Files.isDirectory(parent)) abandoned.addAll(Workspace.abandoned(parent, folder.getFileName().toString()));
		if (Files.isDirectory(folder)) abandoned.addAll(Workspace.abandoned(folder, ""));
		for (final Workspace workspace : abandoned) {
			if (Files.isDirectory(folder)) Replacement.recover(workspace, folder);
			workspace.delete();
		}
	}

	private static void requireEmpty(final Path folder, final Path target) throws IOException {
		if (!Files.isDirectory(folder)) return;
		try (Stream<Path> entries = Files.list(folder)) {
			if (entries.allMatch(path -> Workspace.isCalledSo(path, ""))) return;
		}
		throw new PerfusionException("The output folder " + target + (isFinished(folder) ? " already holds a finished case (" + FINISHED + ")." : " is not empty; it holds no finished case.") +
			" Choose another output folder, or give overwrite=true to replace what is in it.");
	}

	private static void createParents(final Path parent, final List<Path> created) throws IOException {
		if (Files.isDirectory(parent)) return;
		if (parent.getParent() != null) createParents(parent.getParent(), created);
		Files.createDirectory(parent);
		created.add(parent);
	}

	private static void removeEmpty(final List<Path> folders) throws IOException {
		for (int i = folders.size() - 1; i >= 0; i--) {
			try {
				Files.deleteIfExists(folders.get(i));
			}
			catch (final DirectoryNotEmptyException usedByOthers) {
				return;
			}
		}
	}

	private static Workspace createWorkspace(final Path folder, final Path parent) throws IOException {
		if (!Files.isDirectory(folder)) return Workspace.create(parent, folder.getFileName().toString());
		if (Files.isWritable(parent)) {
			final Workspace beside = Workspace.create(parent, folder.getFileName().toString());
			if (canMove(beside, folder)) return beside;
			beside.delete();
		}
		return Workspace.create(folder, "");
	}

	/** Files cannot be renamed into a mount point; that is seen best by trying. */
	private static boolean canMove(final Workspace workspace, final Path folder) throws IOException {
		final Path probe = Files.createFile(workspace.fresh().resolve("probe"));
		final Path moved = folder.resolve(workspace.folder().getFileName() + ".probe");
		try {
			Files.move(probe, moved, StandardCopyOption.ATOMIC_MOVE);
			return true;
		}
		catch (final AtomicMoveNotSupportedException otherFileSystem) {
			return false;
		}
		finally {
			Files.deleteIfExists(probe);
			Files.deleteIfExists(moved);
		}
	}

	/** @return true if the folder holds the results of a finished case */
	public static boolean isFinished(final Path folder) {
		return Files.isRegularFile(folder.resolve(FINISHED));
	}

	/** @return the folder in which the results shall appear */
	public Path target() {
		return folder;
	}

	/**
	 * @param name file name of a result
	 * @return where to write it now
	 */
	public Path resolve(final String name) {
		final Path path = workspace.fresh().resolve(name).normalize();
		if (!workspace.fresh().equals(path.getParent())) throw new IllegalArgumentException("\"" + name + "\" is not a plain file name");
		return path;
	}

	/**
	 * Writes a file of the case.
	 *
	 * @param name file name of the result
	 * @param task writes it
	 * @throws IOException if writing fails
	 * @throws PerfusionException if the disk is full
	 */
	public void write(final String name, final FileTask task) throws IOException {
		try {
			task.write(resolve(name));
		}
		catch (final IOException failure) {
			throw DiskFull.orRethrow(failure, folder.resolve(name));
		}
	}

	/** @return names of the files that were written so far, sorted */
	public List<String> names() throws IOException {
		try (Stream<Path> entries = Files.list(workspace.fresh())) {
			return entries.map(path -> path.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList();
		}
	}

	/**
	 * Moves all files to their final place.
	 *
	 * @throws IOException if that fails; the folder is as it was before then
	 * @throws PerfusionException if another program has put something there meanwhile, or the disk is full
	 */
	public void commit() throws IOException {
		if (closed || committed) throw new IllegalStateException("the output folder is closed or committed");
		try {
			if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) Files.move(workspace.fresh(), folder);
			else {
				if (!overwrite) requireEmpty(folder, folder);
				Replacement.prepare(workspace, folder, FINISHED).run();
			}
			committed = true;
		}
		catch (final IOException failure) {
			throw DiskFull.orRethrow(failure, folder);
		}
	}

	/**
	 * Removes everything that was not committed.
	 *
	 * @throws IOException if a temporary file cannot be deleted
	 */
	@Override
	public void close() throws IOException {
		if (closed) return;
		closed = true;
		if (!committed && Files.exists(workspace.plan())) {
			workspace.abandon(); // a replacement that could not be undone: keep the files that were replaced
			throw new PerfusionException("The files that were in " + folder + " could not be put back: they are in " + workspace.replaced() + ". The next run with this output folder tries again.");
		}
		workspace.delete();
		if (!committed) removeEmpty(createdParents);
	}
}
