package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.work.PerfusionException;

class OutputFolderTest {

	@TempDir
	Path root;

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	private static void run(final Path target, final boolean overwrite, final String content, final String... files) throws IOException {
		try (OutputFolder output = OutputFolder.open(target, overwrite)) {
			for (final String name : files)
				output.write(name, file -> Files.writeString(file, content));
			output.commit();
		}
	}

	@Test
	void filesAppearAtTheCommitAndNothingElseStays() throws IOException {
		final Path target = root.resolve("cases/one");
		try (OutputFolder output = OutputFolder.open(target, false)) {
			output.write("CBF.nii.gz", file -> Files.writeString(file, "map"));
			Files.writeString(output.resolve("parameters.json"), "{}");
			assertFalse(Files.exists(target));
			assertEquals(List.of("CBF.nii.gz", "parameters.json"), output.names());
			output.commit();
			assertTrue(OutputFolder.isFinished(target));
		}
		assertEquals(List.of("CBF.nii.gz", "parameters.json"), names(target));
		assertEquals(List.of("one"), names(root.resolve("cases")));
	}

	@Test
	void closingWithoutCommitLeavesNothing() throws IOException {
		try (OutputFolder output = OutputFolder.open(root.resolve("cases/deep/one"), false)) {
			Files.writeString(output.resolve("CBF.nii.gz"), "map");
		}
		assertEquals(List.of(), names(root));
	}

	@Test
	void emptyFolderIsUsed() throws IOException {
		final Path target = Files.createDirectory(root.resolve("out"));
		try (OutputFolder output = OutputFolder.open(target, false)) {
			Files.writeString(output.resolve("CBF.nii.gz"), "map");
			assertEquals(List.of(), names(target));
		}
		assertEquals(List.of(), names(target));
		run(target, false, "new", "a", "parameters.json");
		assertEquals(List.of("a", "parameters.json"), names(target));
		assertEquals(List.of("out"), names(root));
	}

	@Test
	void folderThatIsNotEmptyIsRefused() throws IOException {
		final Path target = Files.createDirectory(root.resolve("out"));
		Files.writeString(target.resolve("notes.txt"), "mine");
		final String unfinished = assertThrows(PerfusionException.class, () -> OutputFolder.open(target, false)).getMessage();
		assertTrue(unfinished.contains("not empty") && unfinished.contains("no finished case") && unfinished.contains("overwrite=true"), unfinished);
		Files.writeString(target.resolve("parameters.json"), "{}");
		final String finished = assertThrows(PerfusionException.class, () -> OutputFolder.open(target, false)).getMessage();
		assertTrue(finished.contains("already holds a finished case") && finished.contains("overwrite=true"), finished);
		assertEquals(List.of("out"), names(root));
		assertEquals("mine", Files.readString(target.resolve("notes.txt")));
	}

	@Test
	void finishedCaseIsReplacedAtTheEnd() throws IOException {
		final Path target = root.resolve("out");
		run(target, false, "old", "CBF", "residue", "parameters.json");
		Files.createDirectory(target.resolve("other case"));
		try (OutputFolder output = OutputFolder.open(target, true)) {
			output.write("CBF", file -> Files.writeString(file, "new"));
			output.write("parameters.json", file -> Files.writeString(file, "new"));
			assertEquals("old", Files.readString(target.resolve("CBF")));
			output.commit();
		}
		assertEquals(List.of("CBF", "other case", "parameters.json"), names(target));
		assertEquals("new", Files.readString(target.resolve("CBF")));
		assertEquals(List.of("out"), names(root));
	}

	@Test
	void overwritingWithoutCommitChangesNothing() throws IOException {
		final Path target = root.resolve("out");
		run(target, false, "old", "CBF", "parameters.json");
		try (OutputFolder output = OutputFolder.open(target, true)) {
			output.write("CBF", file -> Files.writeString(file, "new"));
		}
		assertEquals("old", Files.readString(target.resolve("CBF")));
		assertEquals(List.of("CBF", "parameters.json"), names(target));
		assertEquals(List.of("out"), names(root));
	}

	@Test
	void filesOfTheUserStay() throws IOException {
		final Path target = Files.createDirectory(root.resolve("out"));
		Files.writeString(target.resolve("ctp.nii"), "mine");
		Files.writeString(target.resolve("CBF"), "old");
		run(target, true, "new", "CBF", "parameters.json");
		assertEquals(List.of("CBF", "ctp.nii", "parameters.json"), names(target));
		assertEquals("new", Files.readString(target.resolve("CBF")));
	}

	@Test
	void failedReplacementPutsTheOldFilesBack() throws IOException {
		// SETUP: a folder that appears under the name of a new file after the plan is made cannot be replaced by it
		final Path target = root.resolve("out");
		run(target, false, "old", "CBF", "MTT", "parameters.json");
		final Workspace workspace = Workspace.create(root, "out");
		for (final String name : new String[] { "CBF", "CBV", "parameters.json" })
			Files.writeString(workspace.fresh().resolve(name), "new");
		final Replacement replacement = Replacement.prepare(workspace, target, OutputFolder.FINISHED);
		Files.createDirectories(target.resolve("CBV/in the way"));

		// EXECUTE
		assertThrows(FileSystemException.class, replacement::run);
		workspace.delete();

		// VERIFY
		assertEquals(List.of("CBF", "CBV", "MTT", "parameters.json"), names(target));
		for (final String name : new String[] { "CBF", "MTT", "parameters.json" })
			assertEquals("old", Files.readString(target.resolve(name)));
		assertEquals(List.of("out"), names(root));
	}

	@Test
	void inputInTheOutputFolderIsRefused() throws IOException {
		final Path target = Files.createDirectory(root.resolve("out"));
		final Path input = Files.writeString(target.resolve("ctp.nii"), "mine");
		assertTrue(assertThrows(PerfusionException.class, () -> OutputFolder.open(target, true, input)).getMessage().contains("lies in the output folder"));
		assertThrows(PerfusionException.class, () -> OutputFolder.open(target, true, target));
		OutputFolder.open(root.resolve("other"), true, input).close();
	}

	@Test
	void filesAndRootsAreNoOutputFolders() throws IOException {
		final Path file = Files.writeString(root.resolve("file"), "x");
		assertTrue(assertThrows(PerfusionException.class, () -> OutputFolder.open(file, true)).getMessage().contains("is a file"));
		assertThrows(PerfusionException.class, () -> OutputFolder.open(root.getRoot(), true));
		final PerfusionException below = assertThrows(PerfusionException.class, () -> OutputFolder.open(file.resolve("out"), true));
		assertTrue(below.getMessage().contains("cannot be made"), below.getMessage());
	}

	@Test
	void fileNamesAreKeptInside() throws IOException {
		try (OutputFolder output = OutputFolder.open(root.resolve("out"), false)) {
			assertThrows(IllegalArgumentException.class, () -> output.resolve("../x"));
			assertThrows(IllegalArgumentException.class, () -> output.resolve("a/b"));
		}
	}

	@Test
	void anotherRunThatWasFasterIsNotOverwritten() throws IOException {
		final Path target = root.resolve("out");
		try (OutputFolder output = OutputFolder.open(target, false)) {
			output.write("CBF", file -> Files.writeString(file, "second"));
			run(target, false, "first", "CBF", "parameters.json");
			assertThrows(PerfusionException.class, output::commit);
		}
		assertEquals("first", Files.readString(target.resolve("CBF")));
		assertEquals(List.of("out"), names(root));
	}

	@Test
	void fullDiskIsSaid() throws IOException {
		try (OutputFolder output = OutputFolder.open(root.resolve("out"), false)) {
			for (final String text : new String[] { "No space left on device", "There is not enough space on the disk", "Disk quota exceeded" }) {
				final String message = assertThrows(PerfusionException.class, () -> output.write("CBF.nii.gz", file -> {
					throw new IOException(text);
				})).getMessage();
				assertTrue(message.contains("disk is full") && message.contains("CBF.nii.gz"), message);
			}
			final IOException other = new IOException("Input/output error");
			assertSame(other, assertThrows(IOException.class, () -> output.write("CBF.nii.gz", file -> {
				throw other;
			})));
		}
		assertEquals(List.of(), names(root));
	}

	/** Opens an output folder, writes, and stops in one of several places; for {@link #killedProcessesLeaveOnlyHiddenFolders}. */
	static final class Victim {

		public static void main(final String[] arguments) throws IOException {
			final OutputFolder output = OutputFolder.open(Path.of(arguments[0]), true);
			output.write("CBF", file -> Files.writeString(file, "killed"));
			System.out.println("written");
			System.out.flush();
			Runtime.getRuntime().halt(9);
		}
	}

	private static void runVictim(final Path target) throws IOException, InterruptedException {
		final Process victim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp", System.getProperty("java.class.path"), Victim.class.getName(), target.toString()).redirectErrorStream(
			true).start();
		final String said = new String(victim.getInputStream().readAllBytes());
		assertTrue(victim.waitFor(30, TimeUnit.SECONDS));
		assertEquals(9, victim.exitValue(), said);
	}

	@Test
	void killedProcessesLeaveOnlyHiddenFolders() throws IOException, InterruptedException {
		// SETUP
		final Path target = root.resolve("out");
		final Path alive = root.resolve("out2");

		// EXECUTE and VERIFY: what is left is hidden
		runVictim(target);
		assertEquals(1, names(root).size());
		assertTrue(names(root).get(0).startsWith(".out.perfusionj-"));

		// the next run removes it, but not that of another output, nor one in use, nor what only looks like one
		final Path lookalike = Files.createDirectory(root.resolve(".out.perfusionj-1-a-12345678"));
		Files.writeString(lookalike.resolve("precious"), "mine");
		try (OutputFolder other = OutputFolder.open(alive, false); OutputFolder same = OutputFolder.open(target, false)) {
			run(target, false, "new", "CBF", "parameters.json");
			other.write("a", file -> Files.writeString(file, "a"));
			same.write("a", file -> Files.writeString(file, "a"));
		}
		assertEquals(List.of(".out.perfusionj-1-a-12345678", "out"), names(root));
		assertEquals("new", Files.readString(target.resolve("CBF")));
	}

	@Test
	void replacementThatWasKilledIsPutRightByTheNextRun() throws IOException, InterruptedException {
		// SETUP: the plan is written, the old files are out, one new one is in; then the process died
		final Path target = root.resolve("out");
		run(target, false, "old", "CBF", "MTT", "parameters.json");
		runVictim(target);
		final Path workspace = root.resolve(names(root).get(0));
		Files.writeString(workspace.resolve("plan"), "{\"remove\":[\"parameters.json\",\"CBF\",\"MTT\"],\"add\":[\"CBF\",\"parameters.json\"]}");
		Files.writeString(workspace.resolve("new/parameters.json"), "killed");
		Files.createDirectory(workspace.resolve("old"));
		for (final String name : new String[] { "parameters.json", "CBF", "MTT" })
			Files.move(target.resolve(name), workspace.resolve("old").resolve(name));
		Files.move(workspace.resolve("new/CBF"), target.resolve("CBF"));

		// EXECUTE: the old case is back, so it is refused
		assertThrows(PerfusionException.class, () -> OutputFolder.open(target, false));

		// VERIFY
		assertEquals(List.of("out"), names(root));
		assertEquals(List.of("CBF", "MTT", "parameters.json"), names(target));
		for (final String name : names(target))
			assertEquals("old", Files.readString(target.resolve(name)));
	}

	@Test
	void workspaceInsideTheFolderWorksToo() throws IOException {
		// SETUP: as for a mount point, whose hidden folder lies in the folder itself
		final Path target = root.resolve("out");
		run(target, false, "old", "CBF", "parameters.json");
		final Workspace workspace = Workspace.create(target, "");
		Files.writeString(workspace.fresh().resolve("CBF"), "new");
		Files.writeString(workspace.fresh().resolve("parameters.json"), "new");

		// EXECUTE
		Replacement.prepare(workspace, target, OutputFolder.FINISHED).run();
		workspace.delete();

		// VERIFY
		assertEquals(List.of("CBF", "parameters.json"), names(target));
		assertEquals("new", Files.readString(target.resolve("CBF")));
	}
}
