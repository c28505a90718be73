package org.perfusionj.io.dicom;

import java.util.Map;

/**
 * How a file is encoded (DICOM PS3.5 annex A).
 *
 * @param uid transfer syntax UID
 * @param name for messages
 * @param explicitVr true if each element names its value representation
 * @param bigEndian byte order of the data set
 * @param bigEndianPixels byte order of the pixel data (differs in one private syntax of GE)
 * @param deflated true if the data set is compressed as a whole
 * @param compression how pixel data are compressed
 */
record TransferSyntax(String uid, String name, boolean explicitVr, boolean bigEndian, boolean bigEndianPixels, boolean deflated, Compression compression) {

	/** How pixel data are compressed. */
	enum Compression {
		/** Not at all. */
		NONE,
		/** Run lengths, decoded here. */
		RLE,
		/** One that needs a decoder of the host. */
		OTHER
	}

	static final TransferSyntax IMPLICIT_LITTLE = plain("1.2.840.10008.1.2", "Implicit VR Little Endian", false, false);
	static final TransferSyntax EXPLICIT_LITTLE = plain("1.2.840.10008.1.2.1", "Explicit VR Little Endian", true, false);
	static final TransferSyntax EXPLICIT_BIG = plain("1.2.840.10008.1.2.2", "Explicit VR Big Endian", true, true);

	private static final Map<String, String> COMPRESSED = Map.ofEntries(Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline"), Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended"), Map.entry("1.2.840.10008.1.2.4.57",
		"JPEG Lossless"), Map.entry("1.2.840.10008.1.2.4.70", "JPEG Lossless, first-order prediction"), Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"), Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"), Map
			.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"), Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000"), Map.entry("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Lossless"), Map.entry("1.2.840.10008.1.2.4.93",
				"JPEG 2000 Part 2"), Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"), Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 RPCL Lossless"), Map.entry(
					"1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"), Map.entry("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile"), Map.entry("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264"));

	/** @return the syntax with this UID; an unknown one counts as compressed explicit little endian, as the standard has it for all encapsulated ones */
	static TransferSyntax of(final String uid) {
		return switch (uid) {
			case "1.2.840.10008.1.2" -> IMPLICIT_LITTLE;
			case "1.2.840.10008.1.2.1" -> EXPLICIT_LITTLE;
			case "1.2.840.10008.1.2.2" -> EXPLICIT_BIG;
			case "1.2.840.10008.1.2.1.99" -> new TransferSyntax(uid, "Deflated Explicit VR Little Endian", true, false, false, true, Compression.NONE);
			case "1.2.840.113619.5.2" -> new TransferSyntax(uid, "GE private implicit VR with big endian pixels", false, false, true, false, Compression.NONE);
			case "1.2.840.10008.1.2.5" -> new TransferSyntax(uid, "RLE Lossless", true, false, false, false, Compression.RLE);
			default -> new TransferSyntax(uid, COMPRESSED.getOrDefault(uid, "unknown transfer syntax"), true, false, false, false, Compression.OTHER);
		};
	}

	/** @return the same syntax, but with or without explicit value representations: some writers mislabel their files */
	TransferSyntax withExplicitVr(final boolean explicit) {
		return new TransferSyntax(uid, name, explicit, bigEndian, bigEndianPixels, deflated, compression);
	}

	private static TransferSyntax plain(final String uid, final String name, final boolean explicit, final boolean bigEndian) {
		return new TransferSyntax(uid, name, explicit, bigEndian, bigEndian, false, Compression.NONE);
	}
}
