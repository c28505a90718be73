package org.perfusionj.io.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Parses the header of one DICOM file (PS3.10 with preamble, or a bare data set) as far as the pixel data, and keeps the
 * elements of {@link DicomTag}. Values that nobody asks for are skipped without reading them.
 */
final class DicomParser {

	private static final int PREAMBLE = 128;
	private static final long UNDEFINED = 0xffffffffL;
	private static final int ITEM = 0xfffee000;
	private static final int ITEM_END = 0xfffee00d;
	private static final int SEQUENCE_END = 0xfffee0dd;
	private static final int PIXEL_DATA = 0x7fe00010;
	private static final int MAX_DEPTH = 40;
	private static final int MAX_VALUE = 16 << 20;
	private static final Set<String> SHORT_FORM = Set.of("AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US");
	private static final Set<String> LONG_FORM = Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

	private final ByteWindow in;
	private PixelLocation pixels;
	private int firstBadTag;

	private DicomParser(final ByteWindow in) {
		this.in = in;
	}

	/** @return true if the first bytes look like DICOM; reads at most a few hundred bytes */
	static boolean looksLikeDicom(final Path file) throws IOException {
		try (ByteWindow in = ByteWindow.of(file)) {
			return hasPreamble(in) || looksLikeBareDataSet(in);
		}
		catch (final MalformedDicomException tooShort) {
			return false;
		}
	}

	/**
	 * @return the header, also of a damaged file (see {@link ParsedFile#problem()}); empty if the file is no DICOM file
	 * @throws IOException if the file cannot be read
	 */
	static Optional<ParsedFile> parse(final Path file) throws IOException {
		try (ByteWindow in = ByteWindow.of(file)) {
			final long start;
			try {
				final boolean preamble = hasPreamble(in);
				if (!preamble && !looksLikeBareDataSet(in)) return Optional.empty();
				start = preamble ? PREAMBLE + 4 : 0;
			}
			catch (final MalformedDicomException tooShort) {
				return Optional.empty();
			}
			return Optional.of(parseFrom(file, in, start));
		}
	}

	/** @return the data set of a deflated file, from behind its meta information on */
	static byte[] inflateDataSet(final Path file) throws IOException, MalformedDicomException {
		try (ByteWindow in = ByteWindow.of(file)) {
			final long start = new DicomParser(in).meta(hasPreamble(in) ? PREAMBLE + 4 : 0, new DataSet());
			final Inflated inflated = inflate(in, start);
			if (!inflated.problem.isEmpty()) throw new MalformedDicomException(inflated.problem);
			return inflated.bytes;
		}
	}

	private static ParsedFile parseFrom(final Path file, final ByteWindow in, final long start) throws IOException {
		final DataSet meta = new DataSet();
		final DataSet data = new DataSet();
		TransferSyntax syntax = TransferSyntax.EXPLICIT_LITTLE;
		DicomParser parser = new DicomParser(in);
		String problem = "";
		try {
			final long dataStart = parser.meta(start, meta);
			final String uid = meta.string(DicomTag.TRANSFER_SYNTAX_UID);
			syntax = uid.isEmpty() ? guess(in, dataStart) : TransferSyntax.of(uid);
			if (syntax.deflated()) {
				final Inflated inflated = inflate(in, dataStart);
				problem = inflated.problem;
				try (ByteWindow whole = ByteWindow.of(inflated.bytes)) {
					parser = new DicomParser(whole);
					parser.elements(0, whole.size(), data, syntax.explicitVr(), syntax.bigEndian(), true, 0);
				}
			}
			else {
				syntax = correctVr(in, dataStart, syntax);
				parser.elements(dataStart, in.size(), data, syntax.explicitVr(), syntax.bigEndian(), true, 0);
			}
		}
		catch (final MalformedDicomException malformed) {
			if (problem.isEmpty()) problem = malformed.getMessage() + (parser.firstBadTag == 0 ? "" : " (at element " + DicomTag.text(parser.firstBadTag) + ")");
		}
		return new ParsedFile(file, syntax, meta, data, Optional.ofNullable(parser.pixels), problem);
	}

	private static boolean hasPreamble(final ByteWindow in) throws IOException, MalformedDicomException {
		return in.size() >= PREAMBLE + 4 && in.u32(PREAMBLE, true) == 0x4449434dL;
	}

	/** A file without preamble counts as DICOM only if it starts with a plausible element of group 0002 or 0008. */
	private static boolean looksLikeBareDataSet(final ByteWindow in) throws IOException, MalformedDicomException {
		if (in.size() < 16) return false;
		final boolean bigEndian = in.u8(0) == 0;
		final int group = in.u16(0, bigEndian);
		final int element = in.u16(2, bigEndian);
		if (group != 0x0008 && group != 0x0002 || element > 0x0060) return false;
		if (hasKnownVr(in, 4)) return true;
		final long length = in.u32(4, bigEndian);
		return !bigEndian && length <= 1024 && length % 2 == 0 && 8 + length <= in.size();
	}

	private static TransferSyntax guess(final ByteWindow in, final long start) throws IOException, MalformedDicomException {
		if (in.u8(start) == 0) return TransferSyntax.EXPLICIT_BIG;
		return hasKnownVr(in, start + 4) ? TransferSyntax.EXPLICIT_LITTLE : TransferSyntax.IMPLICIT_LITTLE;
	}

	/** The first element tells whether the file really has explicit value representations, whatever its header says. */
	private static TransferSyntax correctVr(final ByteWindow in, final long start, final TransferSyntax syntax) throws IOException, MalformedDicomException {
		return start + 8 > in.size() || syntax.bigEndian() ? syntax : syntax.withExplicitVr(hasKnownVr(in, start + 4));
	}

	private static boolean hasKnownVr(final ByteWindow in, final long position) throws IOException, MalformedDicomException {
		final String vr = vrAt(in, position);
		return SHORT_FORM.contains(vr) || LONG_FORM.contains(vr);
	}

	private static String vrAt(final ByteWindow in, final long position) throws IOException, MalformedDicomException {
		return "" + (char) in.u8(position) + (char) in.u8(position + 1);
	}

	/** Reads group 0002, which is always explicit little endian. @return position behind it */
	private long meta(final long start, final DataSet meta) throws IOException, MalformedDicomException {
		long at = start;
		while (at + 8 <= in.size() && in.u16(at, false) == 0x0002)
			at = element(at, in.size(), meta, true, false, true, 0);
		return at;
	}

	/**
	 * Reads elements up to the end, an item delimiter or the pixel data.
	 *
	 * @return position behind what was read
	 */
	private long elements(final long start, final long end, final DataSet into, final boolean explicit, final boolean bigEndian, final boolean keep, final int depth) throws IOException, MalformedDicomException {
		if (depth > MAX_DEPTH) throw new MalformedDicomException("nests sequences more than " + MAX_DEPTH + " deep: it is corrupt");
		long at = start;
		while (at < end && pixels == null) {
			if (end != Long.MAX_VALUE && end - at < 8 && depth == 0) {
				// a few odd bytes at the very end of a file are padding if they are zero
				for (long i = at; i < end; i++)
					if (in.u8(i) != 0) throw new MalformedDicomException("ends after " + in.size() + " bytes in the middle of an element: it is truncated or corrupt");
				return end;
			}
			if (tag(at, bigEndian) == ITEM_END) return at + 8;
			at = element(at, end, into, explicit, bigEndian, keep, depth);
		}
		return at;
	}

	private long element(final long start, final long end, final DataSet into, final boolean explicit, final boolean bigEndian, final boolean keep, final int depth) throws IOException, MalformedDicomException {
		final int number = tag(start, bigEndian);
		firstBadTag = number;
		final DicomTag known = keep ? DicomTag.of(number) : null;
		String vr = explicit ? vrAt(in, start + 4) : "";
		final long length;
		long at;
		if (explicit && SHORT_FORM.contains(vr)) {
			length = in.u16(start + 6, bigEndian);
			at = start + 8;
		}
		else if (explicit && vr.charAt(0) >= 'A' && vr.charAt(0) <= 'Z' && vr.charAt(1) >= 'A' && vr.charAt(1) <= 'Z') {
			length = in.u32(start + 8, bigEndian);
			at = start + 12;
		}
		else {
			// implicit, or an element without representation in the middle of an explicit file, which some writers make
			vr = "";
			length = in.u32(start + 4, bigEndian);
			at = start + 8;
		}
		final boolean implicitInside = vr.equals("UN") && length == UNDEFINED;
		if (vr.isEmpty() || vr.equals("UN")) vr = known != null ? known.vr() : vr;
		if (number == PIXEL_DATA) {
			if (depth == 0) {
				pixels = new PixelLocation(at, length == UNDEFINED ? -1 : length, !vr.equals("OB"));
				firstBadTag = 0;
				return at;
			}
			if (length == UNDEFINED) return skipFragments(at, bigEndian);
		}
		if (length == UNDEFINED || vr.equals("SQ")) {
			final boolean wanted = known != null && known.vr().equals("SQ");
			final List<DataSet> items = new ArrayList<>();
			if (length != UNDEFINED && !wanted) {
				requireLength(number, at, length, end);
				at += length;
			}
			else at = items(at, length == UNDEFINED ? Long.MAX_VALUE : at + length, items, explicit && !implicitInside, bigEndian && !implicitInside, wanted, depth + 1);
			if (wanted) into.putSequence(known, items);
			firstBadTag = 0;
			return at;
		}
		requireLength(number, at, length, end);
		if (known != null && length <= MAX_VALUE) into.put(known, vr, in.bytes(at, (int) length), bigEndian);
		firstBadTag = 0;
		return at + length;
	}

	private long items(final long start, final long end, final List<DataSet> items, final boolean explicit, final boolean bigEndian, final boolean keep, final int depth) throws IOException, MalformedDicomException {
		long at = start;
		while (at < end) {
			final int number = tag(at, bigEndian);
			final long length = in.u32(at + 4, bigEndian);
			at += 8;
			if (number == SEQUENCE_END) return at;
			if (number != ITEM) throw new MalformedDicomException("has " + DicomTag.text(number) + " where an item of a sequence should be: it is corrupt");
			final DataSet item = new DataSet();
			if (length == UNDEFINED) at = elements(at, Long.MAX_VALUE, item, explicit, bigEndian, keep, depth);
			else {
				if (length > end - at || length > in.size() - at) throw new MalformedDicomException("ends in the middle of a sequence: it is truncated or corrupt");
				if (keep) elements(at, at + length, item, explicit, bigEndian, true, depth);
				at += length;
			}
			if (keep) items.add(item);
		}
		return at;
	}

	private long skipFragments(final long start, final boolean bigEndian) throws IOException, MalformedDicomException {
		long at = start;
		while (true) {
			final int number = tag(at, bigEndian);
			final long length = in.u32(at + 4, bigEndian);
			at += 8;
			if (number == SEQUENCE_END) return at;
			if (number != ITEM || length > in.size() - at) throw new MalformedDicomException("has broken fragments of compressed pixel data: it is truncated or corrupt");
			at += length;
		}
	}

	private void requireLength(final int number, final long at, final long length, final long end) throws MalformedDicomException {
		final long left = Math.min(end, in.size()) - at;
		if (length > left) throw new MalformedDicomException("says that element " + DicomTag.text(number) + " has " + length + " bytes, but only " + Math.max(0, left) + " are left: it is truncated or corrupt");
	}

	private int tag(final long at, final boolean bigEndian) throws IOException, MalformedDicomException {
		return in.u16(at, bigEndian) << 16 | in.u16(at + 2, bigEndian);
	}

	private record Inflated(byte[] bytes, String problem) {}

	private static Inflated inflate(final ByteWindow in, final long start) throws IOException, MalformedDicomException {
		if (in.size() - start > Integer.MAX_VALUE - 16) throw new MalformedDicomException("is deflated and larger than 2 GB, which cannot be read: inflate it first, for example with dcmconv +te");
		final Inflater inflater = new Inflater(true);
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			inflater.setInput(in.bytes(start, (int) (in.size() - start)));
			final byte[] buffer = new byte[64 * 1024];
			while (!inflater.finished()) {
				final int count = inflater.inflate(buffer);
				if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) return new Inflated(out.toByteArray(), "ends in the middle of its deflated data: it is truncated or corrupt");
				if (out.size() > Integer.MAX_VALUE - 64 * 1024 - 16) throw new MalformedDicomException("holds more than 2 GB of deflated data, which cannot be read: inflate it first, for example with dcmconv +te");
				out.write(buffer, 0, count);
			}
			return new Inflated(out.toByteArray(), "");
		}
		catch (final DataFormatException broken) {
			return new Inflated(out.toByteArray(), "has deflated data that cannot be inflated (" + broken.getMessage() + "): it is corrupt");
		}
		finally {
			inflater.end();
		}
	}
}
