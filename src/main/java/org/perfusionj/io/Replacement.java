package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;

/**
 * Moves the files of a workspace into an existing folder, and those they replace out of it, so that it can be undone at
 * any point, also by a later process. The plan is on disk before the first file moves; a file counts as moved once it is
 * no longer where it came from.
 */
final class Replacement {

	private final Workspace workspace;
	private final Path folder;
	private final Plan plan;

	/** What moves: the names, that of the mark first where it goes and last where it comes. */
	private record Plan(List<String> remove, List<String> add) {}

	private Replacement(final Workspace workspace, final Path folder, final Plan plan) {
		this.workspace = workspace;
		this.folder = folder;
		this.plan = plan;
	}

	/**
	 * Of a finished case all files are replaced. Folders in it, and all files of a folder that is no finished case, are the
	 * user's own: they stay, unless a new file has the same name.
	 *
	 * @param folder existing folder with the files to replace
	 * @param mark name of the file that tells a finished case
	 */
	static Replacement prepare(final Workspace workspace, final Path folder, final String mark) throws IOException {
		final List<String> add = names(workspace.fresh());
		final boolean finished = Files.isRegularFile(folder.resolve(mark));
		final List<String> remove = new ArrayList<>();
		for (final String name : names(folder)) {
			final Path path = folder.resolve(name);
			if (Workspace.isCalledSo(path, "")) continue;
			if (add.contains(name) || finished && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) remove.add(name);
		}
		final Comparator<String> last = Comparator.comparing(name -> name.equals(mark));
		add.sort(last);
		remove.sort(last.reversed());
		return new Replacement(workspace, folder, new Plan(remove, add));
	}

	/** Puts a folder right whose replacement was cut short by the end of the process. */
	static void recover(final Workspace workspace, final Path folder) throws IOException {
		if (!Files.exists(workspace.plan())) return;
		final Replacement replacement = new Replacement(workspace, folder, new Gson().fromJson(Files.readString(workspace.plan()), Plan.class));
		if (Files.exists(workspace.fresh()) && !names(workspace.fresh()).isEmpty()) replacement.undo();
		else Files.delete(workspace.plan());
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.map(path -> path.getFileName().toString()).sorted().collect(Collectors.toCollection(ArrayList::new));
		}
	}

	/**
	 * Replaces, or puts everything back and throws.
	 *
	 * @throws IOException if a file cannot be moved
	 */
	void run() throws IOException {
		Files.writeString(workspace.draft(), new Gson().toJson(plan));
		Files.move(workspace.draft(), workspace.plan(), StandardCopyOption.ATOMIC_MOVE);
		try {
			Files.createDirectories(workspace.replaced());
			for (final String name : plan.remove)
				Files.move(folder.resolve(name), workspace.replaced().resolve(name));
			for (final String name : plan.add)
				Files.move(workspace.fresh().resolve(name), folder.resolve(name));
		}
		catch (final IOException | RuntimeException failure) {
			try {
				undo();
			}
			catch (final IOException undoFailure) {
				failure.addSuppressed(undoFailure);
			}
			throw failure;
		}
		Files.delete(workspace.plan());
	}

	/** Puts back what has moved. Does nothing for what is where it was, so it may be called again. */
	private void undo() throws IOException {
		for (int i = plan.add.size() - 1; i >= 0; i--)
			back(folder.resolve(plan.add.get(i)), workspace.fresh().resolve(plan.add.get(i)));
		for (int i = plan.remove.size() - 1; i >= 0; i--) {
			final Path moved = workspace.replaced().resolve(plan.remove.get(i));
			if (Files.exists(moved, LinkOption.NOFOLLOW_LINKS)) Files.move(moved, folder.resolve(plan.remove.get(i)));
		}
		Files.delete(workspace.plan());
	}

	/** Moves a new file back out of the folder, if it has come in: while it has not, a file of that name is an old one. */
	private static void back(final Path in, final Path out) throws IOException {
		if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS) && Files.exists(in, LinkOption.NOFOLLOW_LINKS)) Files.move(in, out);
	}
}
