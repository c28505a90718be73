package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BioFormatsFramesTest {

	/** Has the methods of loci.formats.in.DicomReader that are called. 2 x 1 pixels. */
	public static final class FakeReader {

		static final List<String> CALLS = new ArrayList<>();
		private String id;

		public FakeReader() {
			CALLS.add("new");
		}

		public void setGroupFiles(final boolean group) {
			CALLS.add("group " + group);
		}

		public void setId(final String file) throws IOException {
			if (file.endsWith("broken")) throw new IOException("bad tag");
			id = file;
		}

		public int getImageCount() {
			return id.endsWith("multi") ? 3 : 1;
		}

		public int getSizeX() {
			return 2;
		}

		public int getSizeY() {
			return 1;
		}

		public boolean isLittleEndian() {
			return !id.endsWith("big");
		}

		public byte[] openBytes(final int frame) {
			return id.endsWith("bytes") ? new byte[] { 7, -1 } : id.endsWith("colour") ? new byte[6] : new byte[] { (byte) frame, 1, -2, -1 };
		}

		public void close() {
			CALLS.add("close");
		}
	}

	private final BioFormatsFrames frames = new BioFormatsFrames(() -> Optional.of(FakeReader.class));

	@BeforeEach
	void forget() {
		FakeReader.CALLS.clear();
	}

	@Test
	void samplesAreThoseOfTheFile() throws IOException {
		assertTrue(frames.available());
		assertArrayEquals(new short[] { 256, -2 }, (short[]) frames.decode(Path.of("one"), 0));
		assertArrayEquals(new short[] { 1, -257 }, (short[]) frames.decode(Path.of("big"), 0));
		assertArrayEquals(new byte[] { 7, -1 }, (byte[]) frames.decode(Path.of("bytes"), 0));
		assertEquals(List.of("new", "group false", "close", "new", "group false", "close", "new", "group false", "close"), FakeReader.CALLS);
	}

	@Test
	void multiFrameFileIsOpenedOnce() throws IOException {
		for (int frame = 0; frame < 3; frame++)
			assertArrayEquals(new short[] { (short) (256 + frame), -2 }, (short[]) frames.decode(Path.of("multi"), frame));
		assertEquals(List.of("new", "group false", "close"), FakeReader.CALLS);
		frames.decode(Path.of("multi"), 0);
		frames.decode(Path.of("one"), 0);
		assertEquals(3, FakeReader.CALLS.stream().filter("close"::equals).count(), "no file is left open");
	}

	@Test
	void failuresNameTheFile() {
		assertTrue(assertThrows(IOException.class, () -> frames.decode(Path.of("broken"), 0)).getMessage().matches(".*broken.*bad tag.*"));
		assertTrue(assertThrows(IOException.class, () -> frames.decode(Path.of("one"), 1)).getMessage().contains("1 frames in one"));
		assertTrue(assertThrows(IOException.class, () -> frames.decode(Path.of("colour"), 0)).getMessage().contains("colour"));
	}

	@Test
	void plainImageJHasNone() {
		assertFalse(new BioFormatsFrames().available());
	}
}
