package org.perfusionj.network.aifnet.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of texts. */
final class Fingerprint {

	private Fingerprint() {}

	/** @return SHA-256 of the text in UTF-8, hexadecimal */
	static String of(final String text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (final NoSuchAlgorithmException missing) {
			throw new IllegalStateException("every Java platform has SHA-256", missing);
		}
	}
}
