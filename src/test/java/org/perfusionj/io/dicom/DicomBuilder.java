package org.perfusionj.io.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** A small DICOM writer for tests. Tags are numbers with the group in the upper half. */
final class DicomBuilder {

	static final String IMPLICIT = "1.2.840.10008.1.2";
	static final String EXPLICIT = "1.2.840.10008.1.2.1";
	static final String BIG = "1.2.840.10008.1.2.2";
	static final String DEFLATED = "1.2.840.10008.1.2.1.99";

	private static final Set<String> LONG_FORM = Set.of("OB", "OW", "SQ", "UN", "UT", "OV");

	private record Element(String vr, Object value) {}

	private final TreeMap<Long, Element> elements = new TreeMap<>();
	private boolean undefinedLengths;

	/** @param value String, int[] (US, UL, SS), double[] (FD), short[] (OW), byte[], or DicomBuilder[] (SQ) */
	DicomBuilder put(final int tag, final String vr, final Object value) {
		elements.put(tag & 0xffffffffL, new Element(vr, value));
		return this;
	}

	DicomBuilder us(final int tag, final int... value) {
		return put(tag, "US", value);
	}

	DicomBuilder remove(final int tag) {
		elements.remove(tag & 0xffffffffL);
		return this;
	}

	DicomBuilder withUndefinedLengths() {
		undefinedLengths = true;
		return this;
	}

	DicomBuilder copy() {
		final DicomBuilder copy = new DicomBuilder();
		copy.elements.putAll(elements);
		copy.undefinedLengths = undefinedLengths;
		return copy;
	}

	Path write(final Path file, final String syntax) throws IOException {
		Files.createDirectories(file.getParent());
		return Files.write(file, bytes(syntax));
	}

	/** @return a whole file with preamble */
	byte[] bytes(final String syntax) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new byte[128]);
		out.write("DICM".getBytes(StandardCharsets.US_ASCII));
		final DicomBuilder meta = new DicomBuilder().put(0x00020001, "OB", new byte[] { 0, 1 }).put(0x00020010, "UI", syntax);
		final Element sopClass = elements.get(0x00080016L);
		if (sopClass != null) meta.put(0x00020002, "UI", sopClass.value);
		final Element sop = elements.get(0x00080018L);
		if (sop != null) meta.put(0x00020003, "UI", sop.value);
		final byte[] metaBytes = meta.dataSet(true, false, undefinedLengths);
		out.write(new DicomBuilder().put(0x00020000, "UL", new int[] { metaBytes.length }).dataSet(true, false, false));
		out.write(metaBytes);
		final byte[] data = dataSet(!syntax.equals(IMPLICIT), syntax.equals(BIG), undefinedLengths);
		out.write(syntax.equals(DEFLATED) ? deflate(data) : data);
		return out.toByteArray();
	}

	byte[] dataSet(final boolean explicit, final boolean big, final boolean undefined) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (final var entry : elements.entrySet()) {
			final long tag = entry.getKey();
			final String vr = entry.getValue().vr;
			final boolean open = undefined && vr.equals("SQ");
			final byte[] value = value(entry.getValue(), explicit, big, undefined);
			final ByteBuffer head = ByteBuffer.allocate(12).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
			head.putShort((short) (tag >> 16)).putShort((short) tag);
			if (explicit) {
				head.put(vr.getBytes(StandardCharsets.US_ASCII));
				if (LONG_FORM.contains(vr)) head.putShort((short) 0).putInt(open ? -1 : value.length);
				else head.putShort((short) value.length);
			}
			else head.putInt(open ? -1 : value.length);
			out.write(head.array(), 0, head.position());
			out.write(value);
			if (open) out.write(delimiter(0xe0dd, 0, big));
		}
		return out.toByteArray();
	}

	static byte[] delimiter(final int element, final int length, final boolean big) {
		return ByteBuffer.allocate(8).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN).putShort((short) 0xfffe).putShort((short) element).putInt(length).array();
	}

	private static byte[] value(final Element element, final boolean explicit, final boolean big, final boolean undefined) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteBuffer number = ByteBuffer.allocate(8).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		if (element.value instanceof String text) {
			out.write(text.getBytes(StandardCharsets.ISO_8859_1));
			if (out.size() % 2 == 1) out.write(element.vr.equals("UI") ? 0 : ' ');
		}
		else if (element.value instanceof byte[] bytes) {
			out.write(bytes);
			if (out.size() % 2 == 1) out.write(0);
		}
		else if (element.value instanceof int[] ints) for (final int one : ints) {
			if (element.vr.equals("UL")) out.write(number.putInt(0, one).array(), 0, 4);
			else out.write(number.putShort(0, (short) one).array(), 0, 2);
		}
		else if (element.value instanceof short[] shorts) for (final short one : shorts)
			out.write(number.putShort(0, one).array(), 0, 2);
		else if (element.value instanceof double[] doubles) for (final double one : doubles)
			out.write(number.putDouble(0, one).array(), 0, 8);
		else for (final DicomBuilder item : (DicomBuilder[]) element.value) {
			final byte[] bytes = item.dataSet(explicit, big, undefined);
			out.write(delimiter(0xe000, undefined ? -1 : bytes.length, big));
			out.write(bytes);
			if (undefined) out.write(delimiter(0xe00d, 0, big));
		}
		return out.toByteArray();
	}

	private static byte[] deflate(final byte[] data) {
		final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
		deflater.setInput(data);
		deflater.finish();
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final byte[] buffer = new byte[1024];
		while (!deflater.finished())
			out.write(buffer, 0, deflater.deflate(buffer));
		deflater.end();
		return out.toByteArray();
	}
}
