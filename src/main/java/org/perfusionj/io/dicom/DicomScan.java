package org.perfusionj.io.dicom;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * The headers of many files.
 *
 * @param files number of files looked at
 * @param frames images found, in the order of the file names
 * @param damaged files that should hold images, but cannot be used
 * @param others DICOM files without images (reports, directories, structures)
 */
record DicomScan(int files, List<Frame> frames, List<DamagedFile> damaged, int others) {

	private static final String DIRECTORY_CLASS = "1.2.840.10008.1.3.10";
	/** CT, enhanced CT, legacy converted enhanced CT, MR, enhanced MR, legacy converted enhanced MR. */
	private static final Set<String> IMAGE_CLASSES = Set.of("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.2.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1",
		"1.2.840.10008.5.1.4.1.1.4.4");

	/** What one file gave. */
	private record Found(List<Frame> frames, DamagedFile damaged, boolean dicom) {}

	/** @return what is in a folder and the folders below it; files that are not DICOM are passed over */
	static DicomScan ofFolder(final Path folder, final boolean recursive, final WorkMonitor monitor) throws IOException {
		final List<Path> files = files(folder, recursive, monitor);
		final Found[] found = new Found[files.size()];
		final AtomicInteger done = new AtomicInteger();
		try (Parallel parallel = Parallel.allCores()) {
			parallel.forEach(files.size(), monitor, i -> {
				found[i] = look(files.get(i));
				final int count = done.incrementAndGet();
				if (count % 50 == 0) monitor.progress((double) count / files.size(), "Reading DICOM headers");
			});
		}
		final List<Frame> frames = new ArrayList<>();
		final List<DamagedFile> damaged = new ArrayList<>();
		int others = 0;
		for (final Found one : found) {
			frames.addAll(one.frames);
			if (one.damaged != null) damaged.add(one.damaged);
			else if (one.dicom && one.frames.isEmpty()) others++;
		}
		return new DicomScan(files.size(), frames, damaged, others);
	}

	/** @return what is in one file */
	static DicomScan ofFile(final Path file) {
		final Found one = look(file);
		return new DicomScan(1, one.frames, one.damaged == null ? List.of() : List.of(one.damaged), one.dicom && one.frames.isEmpty() && one.damaged == null ? 1 : 0);
	}

	/** @return true if the file is the directory of a DICOM medium, which only points to other files */
	static boolean isDirectoryFile(final Path file) throws IOException {
		final Optional<ParsedFile> parsed = DicomParser.parse(file);
		return parsed.isPresent() && parsed.get().meta().string(DicomTag.MEDIA_STORAGE_SOP_CLASS_UID).equals(DIRECTORY_CLASS);
	}

	private static Found look(final Path file) {
		try {
			final Optional<ParsedFile> parsed = DicomParser.parse(file);
			if (parsed.isPresent()) return look(parsed.get(), Files.size(file));
			final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
			final boolean shouldBe = name.endsWith(".dcm") || name.endsWith(".ima") || name.endsWith(".dicom");
			return new Found(List.of(), shouldBe ? new DamagedFile(file, "has the name of a DICOM file, but its content is not DICOM: it is empty, truncated or corrupt", "") : null, false);
		}
		catch (final IOException unreadable) {
			return new Found(List.of(), new DamagedFile(file, "cannot be read (" + unreadable + ")", ""), false);
		}
	}

	private static Found look(final ParsedFile parsed, final long size) {
		final String series = parsed.data().string(DicomTag.SERIES_INSTANCE_UID);
		if (!parsed.problem().isEmpty()) return new Found(List.of(), new DamagedFile(parsed.file(), parsed.problem(), series), true);
		if (parsed.pixels().isEmpty()) {
			final boolean shouldHave = parsed.data().has(DicomTag.ROWS) || isImageClassOrUnknown(parsed);
			return new Found(List.of(), shouldHave ? new DamagedFile(parsed.file(), "has no pixel data: it is truncated or incomplete", series) : null, true);
		}
		final String problem = FrameHeaders.problem(parsed, size);
		if (!problem.isEmpty()) return new Found(List.of(), new DamagedFile(parsed.file(), problem, series), true);
		return new Found(FrameHeaders.of(parsed), null, true);
	}

	private static boolean isImageClassOrUnknown(final ParsedFile parsed) {
		final String fromData = parsed.data().string(DicomTag.SOP_CLASS_UID);
		final String sopClass = fromData.isEmpty() ? parsed.meta().string(DicomTag.MEDIA_STORAGE_SOP_CLASS_UID) : fromData;
		return sopClass.isEmpty() || IMAGE_CLASSES.contains(sopClass);
	}

	private static List<Path> files(final Path folder, final boolean recursive, final WorkMonitor monitor) throws IOException {
		final List<Path> files = new ArrayList<>();
		Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), recursive ? Integer.MAX_VALUE : 1, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
				monitor.check();
				if (attributes.isRegularFile()) files.add(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(final Path file, final IOException failed) throws IOException {
				// a link back up the tree brings nothing new
				if (failed instanceof FileSystemLoopException) return FileVisitResult.CONTINUE;
				throw failed;
			}
		});
		files.sort(null);
		return files;
	}
}
