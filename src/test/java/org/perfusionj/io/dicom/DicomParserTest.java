package org.perfusionj.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomParserTest {

	@TempDir
	Path folder;

	private ParsedFile parse(final byte[] bytes) throws IOException {
		return DicomParser.parse(Files.write(folder.resolve("file"), bytes)).orElseThrow();
	}

	private static DicomBuilder image() {
		return new CtSeries("1.2.3.4", 1, 1).image(0, 0);
	}

	private static byte[] join(final byte[]... parts) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (final byte[] part : parts)
			out.write(part);
		return out.toByteArray();
	}

	private static void assertIsTheImage(final ParsedFile parsed) {
		assertEquals("", parsed.problem());
		assertEquals("1.2.3.4", parsed.data().string(DicomTag.SERIES_INSTANCE_UID));
		assertEquals(3, parsed.data().integer(DicomTag.ROWS, 0));
		assertEquals(24, parsed.pixels().orElseThrow().length());
	}

	@Test
	void privateSequenceOfUndefinedLengthAndUnknownRepresentation() throws IOException {
		// SETUP: (0009,1001) UN of undefined length holds implicit VR items (PS3.5 6.2.2)
		final byte[] item = new DicomBuilder().put(0x00280010, "US", new int[] { 77 }).put(0x00091002, "LO", "x").dataSet(false, false, false);
		final byte[] sequence = join(new byte[] { 9, 0, 1, 16, 'U', 'N', 0, 0, -1, -1, -1, -1 }, DicomBuilder.delimiter(0xe000, -1, false), item, DicomBuilder.delimiter(0xe00d, 0, false), DicomBuilder.delimiter(0xe0dd, 0, false));
		final byte[] group8 = new DicomBuilder().put(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2").dataSet(true, false, false);
		// EXECUTE + VERIFY
		assertIsTheImage(parse(join(group8, sequence, image().remove(0x00080016).dataSet(true, false, false))));
	}

	@Test
	void iconWithCompressedPixelsIsSkipped() throws IOException {
		// SETUP: an icon image sequence of undefined length whose pixel data are fragments
		final byte[] icon = join(new byte[] { (byte) 0x88, 0, 0, 2, 'S', 'Q', 0, 0, -1, -1, -1, -1 }, DicomBuilder.delimiter(0xe000, -1, false), new DicomBuilder().us(0x00280010, 77).dataSet(true, false, false), new byte[] {
			(byte) 0xe0, 0x7f, 16, 0, 'O', 'B', 0, 0, -1, -1, -1, -1 }, DicomBuilder.delimiter(0xe000, 0, false), DicomBuilder.delimiter(0xe000, 4, false), new byte[4], DicomBuilder.delimiter(0xe0dd, 0, false), DicomBuilder.delimiter(0xe00d, 0,
				false), DicomBuilder.delimiter(0xe0dd, 0, false));
		final byte[] head = image().remove(0x7fe00010).dataSet(true, false, false);
		final byte[] pixels = new DicomBuilder().put(0x7fe00010, "OW", new short[12]).dataSet(true, false, false);
		// EXECUTE + VERIFY
		assertIsTheImage(parse(join(head, icon, pixels)));
	}

	@Test
	void knownElementsOfUnknownRepresentationAreRead() throws IOException {
		// SETUP: an archive that did not know the dictionary
		final DicomBuilder image = image().put(0x00280010, "UN", new byte[] { 3, 0 });
		// EXECUTE + VERIFY
		assertIsTheImage(parse(image.bytes(DicomBuilder.EXPLICIT)));
	}

	@Test
	void wronglyLabelledSyntaxIsRecognised() throws IOException {
		// SETUP: the header says explicit, the data set is implicit, and the other way round
		final byte[] explicit = image().bytes(DicomBuilder.EXPLICIT);
		final byte[] implicit = image().bytes(DicomBuilder.IMPLICIT);
		final int explicitStart = explicit.length - image().dataSet(true, false, false).length;
		final int implicitStart = implicit.length - image().dataSet(false, false, false).length;
		// EXECUTE + VERIFY
		assertIsTheImage(parse(join(java.util.Arrays.copyOf(explicit, explicitStart), image().dataSet(false, false, false))));
		assertIsTheImage(parse(join(java.util.Arrays.copyOf(implicit, implicitStart), image().dataSet(true, false, false))));
	}

	@Test
	void groupLengthsAndLongValuesAreSkipped() throws IOException {
		final DicomBuilder image = image().put(0x00080000, "UL", new int[] { 1234 }).put(0x00280000, "UL", new int[] { 7 }).put(0x00291010, "OB", new byte[300_000]);
		assertIsTheImage(parse(image.bytes(DicomBuilder.EXPLICIT)));
		assertIsTheImage(parse(image.bytes(DicomBuilder.IMPLICIT)));
	}

	@Test
	void textIsReadInItsCharacterSet() throws IOException {
		final byte[] utf8 = "Köpfe α".getBytes(StandardCharsets.UTF_8);
		final ParsedFile parsed = parse(image().put(0x00080005, "CS", "ISO_IR 192").put(0x0008103e, "LO", utf8).bytes(DicomBuilder.EXPLICIT));
		assertEquals("Köpfe α", parsed.data().string(DicomTag.SERIES_DESCRIPTION));
	}

	@Test
	void endlessNestingIsAProblemOfTheFile() throws IOException {
		// SETUP
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new DicomBuilder().put(0x00080016, "UI", "1.2").dataSet(true, false, false));
		for (int i = 0; i < 50_000; i++) {
			out.write(new byte[] { 8, 0, 0x40, 0x11, 'S', 'Q', 0, 0, -1, -1, -1, -1 });
			out.write(DicomBuilder.delimiter(0xe000, -1, false));
		}
		// EXECUTE + VERIFY
		assertTrue(parse(out.toByteArray()).problem().contains("nests sequences"));
	}

	@Test
	void otherFormatsAreNotDicom() throws IOException {
		for (final byte[] other : List.of(new byte[0], new byte[400], "II*\0 this is the start of a TIFF file".getBytes(StandardCharsets.US_ASCII), new byte[] { 92, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }))
			assertTrue(DicomParser.parse(Files.write(folder.resolve("other"), other)).isEmpty());
		assertFalse(DicomParser.looksLikeDicom(Files.write(folder.resolve("other"), new byte[3])));
	}

	@Test
	void datesAndTimes() {
		assertEquals(3661.25, DicomClock.seconds("", "010101.25"));
		assertEquals(3660, DicomClock.seconds("", "0101"));
		assertEquals(86400 + 3661.5, DicomClock.seconds("1970.01.02", "01:01:01.5"));
		assertEquals(86400 + 3661.5, DicomClock.seconds("19700102010101.5+0100"));
		assertTrue(Double.isNaN(DicomClock.seconds("19700102")));
		assertTrue(Double.isNaN(DicomClock.seconds("19701302", "")));
		assertTrue(Double.isNaN(DicomClock.seconds("19700102", "ab")));
	}

	@Test
	void runLengths() throws Exception {
		// SETUP: two segments (high and low bytes): a run with a no-op before it, and literals
		final byte[] fragment = new byte[64 + 8];
		fragment[0] = 2;
		fragment[4] = 64;
		fragment[8] = 68;
		System.arraycopy(new byte[] { -128, -2, 1, 0, 2, 10, 20, 30 }, 0, fragment, 64, 8);
		// EXECUTE + VERIFY
		org.junit.jupiter.api.Assertions.assertArrayEquals(new byte[] { 10, 1, 20, 1, 30, 1 }, RunLengths.decode(fragment, 3, 2));
		org.junit.jupiter.api.Assertions.assertThrows(MalformedDicomException.class, () -> RunLengths.decode(fragment, 4, 2));
		org.junit.jupiter.api.Assertions.assertThrows(MalformedDicomException.class, () -> RunLengths.decode(fragment, 3, 1));
	}
}
