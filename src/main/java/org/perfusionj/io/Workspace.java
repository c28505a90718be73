package org.perfusionj.io;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hidden folder in which the files of one run wait until all are complete. A file lock, which the operating system
 * takes back when the process ends in whatever way, tells other runs that it is in use; one without a lock was left by
 * a process that was killed, and may be taken over.
 */
final class Workspace {

	private static final String MARK = ".perfusionj-";
	private static final Set<String> CONTENT = Set.of("lock", "new", "old", "plan", "draft");

	/**
	 * In every name, so that a process never touches the locks of its own workspaces: on POSIX systems closing a second
	 * channel to a locked file would unlock it.
	 */
	private static final String PROCESS = ProcessHandle.current().pid() + "-" + Long.toHexString(ManagementFactory.getRuntimeMXBean().getStartTime());

	private final Path folder;
	private final FileChannel channel;

	private Workspace(final Path folder, final FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * @param parent existing folder
	 * @param name start of the folder's name after the dot, for whom it is; may be empty
	 * @return a new, locked one
	 */
	static Workspace create(final Path parent, final String name) throws IOException {
		while (true) {
			final Path folder = Files.createDirectory(parent.resolve(prefix(name) + PROCESS + "-" + UUID.randomUUID().toString().substring(0, 8)));
			final Path lockFile = folder.resolve("lock");
			try {
				final FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
				final boolean free = isFree(channel);
				// another run may have taken the new folder for an abandoned one just before the lock
				if (free && Files.exists(lockFile)) {
					final Workspace workspace = new Workspace(folder, channel);
					Files.createDirectory(workspace.fresh());
					return workspace;
				}
				channel.close();
			}
			catch (final NoSuchFileException removedByAnotherRun) {
				continue;
			}
			catch (final IOException failure) {
				Files.deleteIfExists(lockFile);
				deleteIfEmpty(folder);
				throw failure;
			}
		}
	}

	/** @return true if this process has the lock now, or the file system has no locks */
	private static boolean isFree(final FileChannel channel) {
		try {
			return channel.tryLock() != null;
		}
		catch (final IOException noLocksHere) {
			return true; // other runs cannot lock it either, and leave it alone
		}
	}

	private static String prefix(final String name) {
		return (name.isEmpty() ? "" : "." + name) + MARK;
	}

	/** @return true if the path is called like a workspace for the name */
	static boolean isCalledSo(final Path path, final String name) {
		return path.getFileName().toString().matches(Pattern.quote(prefix(name)) + "\\d+-[0-9a-f]+-[0-9a-f]{8}");
	}

	/**
	 * @param parent folder to look in
	 * @param name for whom
	 * @return those that were left by processes that no longer run, now locked by this one
	 */
	static List<Workspace> abandoned(final Path parent, final String name) throws IOException {
		final List<Workspace> found = new ArrayList<>();
		if (!Files.isReadable(parent)) return found;
		try (Stream<Path> entries = Files.list(parent)) {
			for (final Path folder : entries.filter(path -> isCalledSo(path, name)).sorted().toList())
				takeOver(folder).ifPresent(found::add);
		}
		return found;
	}

	private static Optional<Workspace> takeOver(final Path folder) throws IOException {
		if (folder.getFileName().toString().contains(MARK + PROCESS + "-") || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
		try (Stream<Path> content = Files.list(folder)) {
			if (!content.allMatch(path -> CONTENT.contains(path.getFileName().toString()))) return Optional.empty();
		}
		catch (final NoSuchFileException removedByItsOwner) {
			return Optional.empty();
		}
		try {
			final FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
			final FileLock lock;
			try {
				lock = channel.tryLock();
			}
			catch (final IOException noLocksHere) {
				channel.close(); // a file system without locks: it cannot be known whether the folder is in use
				return Optional.empty();
			}
			if (lock != null) return Optional.of(new Workspace(folder, channel));
			channel.close();
		}
		catch (final NoSuchFileException noLock) {
			deleteIfEmpty(folder);
		}
		return Optional.empty();
	}

	/** A folder without a lock is new or nearly deleted; its owner copes with it going away. */
	private static void deleteIfEmpty(final Path folder) throws IOException {
		try {
			Files.deleteIfExists(folder);
		}
		catch (final DirectoryNotEmptyException inUse) {
			return;
		}
	}

	/** @return the folder itself */
	Path folder() {
		return folder;
	}

	/** @return folder for the files of this run */
	Path fresh() {
		return folder.resolve("new");
	}

	/** @return folder for files that this run replaces, made when it is needed */
	Path replaced() {
		return folder.resolve("old");
	}

	/** @return file that says what is being moved, there only while something is */
	Path plan() {
		return folder.resolve("plan");
	}

	/** @return the plan while it is being written */
	Path draft() {
		return folder.resolve("draft");
	}

	/** Deletes the folder with all that is in it; the lock goes last. */
	void delete() throws IOException {
		deleteTree(fresh());
		deleteTree(replaced());
		Files.deleteIfExists(draft());
		Files.deleteIfExists(plan());
		channel.close();
		Files.deleteIfExists(folder.resolve("lock"));
		deleteIfEmpty(folder);
	}

	/** Unlocks the folder and leaves it. */
	void abandon() throws IOException {
		channel.close();
	}

	private static void deleteTree(final Path root) throws IOException {
		if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) return;
		Files.walkFileTree(root, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(final Path folder, final IOException failure) throws IOException {
				if (failure != null) throw failure;
				Files.delete(folder);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
