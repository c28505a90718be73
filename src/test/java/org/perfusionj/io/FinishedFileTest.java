package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.work.PerfusionException;

class FinishedFileTest {

	@TempDir
	Path folder;

	@Test
	void hasItsNameOnlyWhenItIsComplete() throws IOException {
		final Path file = folder.resolve("a.txt");
		FinishedFile.write(file, out -> {
			out.write('x');
			assertFalse(Files.exists(file));
		});
		FinishedFile.write(file, "\u00e9");
		assertArrayEquals(new byte[] { (byte) 0xc3, (byte) 0xa9 }, Files.readAllBytes(file));
		assertArrayEquals(new String[] { "a.txt" }, folder.toFile().list());
	}

	@Test
	void failureNamesTheFileAndLeavesTheOldOne() throws IOException {
		final Path file = Files.writeString(folder.resolve("a.txt"), "old");
		final IOException failure = new IOException("the source went away");

		final IOException thrown = assertThrows(IOException.class, () -> FinishedFile.write(file, out -> {
			out.write('x');
			throw failure;
		}));

		assertEquals("Cannot write " + file + ": the source went away.", thrown.getMessage());
		assertEquals(failure, thrown.getCause());
		assertThrows(IllegalStateException.class, () -> FinishedFile.write(file, out -> {
			throw new IllegalStateException();
		}));
		assertEquals("old", Files.readString(file));
		assertArrayEquals(new String[] { "a.txt" }, folder.toFile().list());
	}

	@Test
	void placesThatCannotBeWrittenAreNamed() throws IOException {
		final Path missing = folder.resolve("none/a.txt");
		assertEquals("Cannot write " + missing + ": there is no folder " + missing.getParent() + ".", messageFor(missing));
		assertEquals("Cannot write " + folder + ": it is a folder.", messageFor(folder));
	}

	@Test
	void folderThatMayNotBeWrittenIsNamed() throws IOException {
		Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
		final Path closed = Files.createDirectory(folder.resolve("closed"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
		Assumptions.assumeFalse(Files.isWritable(closed), "this user may write anywhere");
		assertTrue(messageFor(closed.resolve("a.txt")).endsWith("a.txt: you may not write to " + closed + "."));
	}

	@Test
	void fullDiskIsSaid() {
		final PerfusionException full = assertThrows(PerfusionException.class, () -> FinishedFile.write(folder.resolve("a.txt"), out -> {
			throw new IOException("No space left on device");
		}));
		assertTrue(full.getMessage().startsWith("The disk is full: a.txt"), full.getMessage());
	}

	private static String messageFor(final Path file) {
		return assertThrows(IOException.class, () -> FinishedFile.write(file, "")).getMessage();
	}
}
