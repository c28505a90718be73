package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class BioFormatsReaderTest {

	/** Stands for loci.plugins.BF. */
	public static final class FakeBioFormats {

		private static ImagePlus[] answer;

		private FakeBioFormats() {}

		public static ImagePlus[] openImagePlus(final String path) throws IOException {
			if (path.endsWith("broken.czi")) throw new IOException("unexpected end");
			return answer;
		}
	}

	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void makeFile() throws IOException {
		file = Files.createFile(folder.resolve("case.czi"));
	}

	@Test
	void readsThroughWhatTheHostHas() throws IOException {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1, "sec");
		final BioFormatsReader reader = new BioFormatsReader(() -> Optional.of(path -> image));

		final PerfusionSeries series = reader.read(file, ReadOptions.FROM_FILE, WorkMonitor.SILENT);

		assertEquals(3, series.frames());
		assertTrue(reader.list(file, WorkMonitor.SILENT).get(0).description().contains("case.czi"));
	}

	@Test
	void absenceIsExplained() {
		final BioFormatsReader reader = new BioFormatsReader(Optional::empty);

		assertTrue(reader.canRead(file));
		final String message = assertThrows(PerfusionException.class, () -> reader.read(file, ReadOptions.FROM_FILE, WorkMonitor.SILENT)).getMessage();
		assertTrue(message.contains("case.czi") && message.contains("Bio-Formats") && message.contains("loci.plugins.BF") && message.contains("NIfTI"), message);
	}

	@Test
	void plainImageJHasNone() {
		assertTrue(BioFormats.find(getClass().getClassLoader()).isEmpty());
	}

	@Test
	void leavesOurOwnFormatsAlone() throws IOException {
		final BioFormatsReader reader = new BioFormatsReader(Optional::empty);
		for (final String name : new String[] { "a.nii", "a.NII.GZ", "a.hdr", "a.img", "a.dcm", "a.tif", "a.TIFF" })
			assertFalse(reader.canRead(Files.createFile(folder.resolve(name))), name);
		assertFalse(reader.canRead(folder));
		assertFalse(reader.canRead(folder.resolve("missing.czi")));
	}

	@Test
	void largestImageOfAFileIsTheSeries() throws Exception {
		final ImagePlus thumbnail = Hyperstacks.shorts(1, 1);
		final ImagePlus series = Hyperstacks.shorts(2, 3);
		final BioFormats bioFormats = new BioFormats(FakeBioFormats.class.getMethod("openImagePlus", String.class));

		FakeBioFormats.answer = new ImagePlus[] { thumbnail, series };
		assertSame(series, bioFormats.open(file));
		FakeBioFormats.answer = new ImagePlus[0];
		assertThrows(PerfusionException.class, () -> bioFormats.open(file));
		final String message = assertThrows(IOException.class, () -> bioFormats.open(folder.resolve("broken.czi"))).getMessage();
		assertTrue(message.contains("broken.czi") && message.contains("unexpected end"), message);
	}
}
