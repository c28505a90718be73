package org.perfusionj.io;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import com.google.gson.GsonBuilder;

import org.perfusionj.work.PerfusionException;

/**
 * What model files have in common: a zip with {@code model.json} (what the model is and how it was trained) and {@code weights.bin} (floats, most significant
 * byte first). The checksum of the weights stands in the first, so that a damaged file is found out.
 *
 * @param <H> what stands in model.json
 */
public final class ModelArchive<H extends ModelArchive.Header> {

	private static final String HEADER = "model.json";
	private static final String WEIGHTS = "weights.bin";
	/** Larger than any model of this software, so that a damaged file cannot ask for all memory. */
	private static final int LARGEST_WEIGHTS = 64 << 20;

	private final String kind;
	private final String cure;
	private final int version;
	private final Class<H> type;

	/** What every model.json says; a record, whose components are its keys. */
	public interface Header {

		/** @return version of the format */
		int version();

		/** @return checksum of weights.bin, hexadecimal */
		String weightsSha256();
	}

	/**
	 * @param kind of model, for messages, for example "AIFNet model"
	 * @param cure what to do about a file that cannot be used, a sentence
	 * @param version of the format that is read
	 * @param type what stands in model.json
	 */
	public ModelArchive(final String kind, final String cure, final int version, final Class<H> type) {
		this.kind = kind;
		this.cure = cure;
		this.version = version;
		this.type = type;
	}

	/**
	 * Writes a file that has its name only when it is complete. The same model gives the same bytes.
	 *
	 * @param header what stands in model.json, with the {@link #checksum} of the weights
	 * @param weights flat
	 * @param file its final name
	 * @throws IOException naming the file, if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public void write(final H header, final float[] weights, final Path file) throws IOException {
		FinishedFile.write(file, out -> {
			final ZipOutputStream zip = new ZipOutputStream(out);
			zip.putNextEntry(entry(HEADER));
			zip.write(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(header).getBytes(StandardCharsets.UTF_8));
			zip.putNextEntry(entry(WEIGHTS));
			zip.write(bytes(weights));
			zip.finish();
		});
	}

	private static ZipEntry entry(final String name) {
		final ZipEntry entry = new ZipEntry(name);
		entry.setTime(0);
		return entry;
	}

	/** Makes a model of what a file holds. */
	@FunctionalInterface
	public interface Maker<H, M> {

		/** @throws RuntimeException if the header makes no sense or does not fit the weights */
		M make(H header, float[] weights);
	}

	/**
	 * @param <M> type of the model
	 * @param stream a model file; not closed
	 * @param name for messages
	 * @param maker makes the model; what it throws as IllegalArgumentException or NullPointerException is told as the file's fault
	 * @return the model
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no model of this kind, damaged, or of another version
	 */
	public <M> M read(final InputStream stream, final String name, final Maker<H, M> maker) throws IOException {
		final Map<String, byte[]> parts = parts(stream, name);
		if (!parts.containsKey(HEADER)) throw unusable(name, "it is no " + kind, null);
		final H header;
		try {
			header = new GsonBuilder().create().fromJson(new String(parts.get(HEADER), StandardCharsets.UTF_8), type);
		}
		// Gson wraps what the constructor of a record throws
		catch (final RuntimeException damaged) {
			throw unusable(name, "its " + HEADER + " cannot be read (" + (damaged.getCause() == null ? damaged : damaged.getCause()).getMessage() + ")", damaged);
		}
		if (header == null || header.version() != version) throw unusable(name, "it is of version " + (header == null ? "?" : header.version()) + ", and this software reads version " + version, null);
		if (!parts.containsKey(WEIGHTS) || !sha256(parts.get(WEIGHTS)).equals(header.weightsSha256())) throw unusable(name, "its weights are damaged: their checksum is wrong", null);
		final float[] weights = floats(parts.get(WEIGHTS));
		for (final float weight : weights)
			if (!Float.isFinite(weight)) throw unusable(name, "it has weights that are not finite, because its training failed", null);
		try {
			return maker.make(header, weights);
		}
		catch (final IllegalArgumentException | NullPointerException impossible) {
			throw unusable(name, "its " + HEADER + " makes no sense (" + impossible.getMessage() + ")", impossible);
		}
	}

	private Map<String, byte[]> parts(final InputStream stream, final String name) throws IOException {
		final Map<String, byte[]> parts = new LinkedHashMap<>();
		try {
			final ZipInputStream zip = new ZipInputStream(stream);
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				if (entry.getName().equals(HEADER) || entry.getName().equals(WEIGHTS)) parts.put(entry.getName(), limited(zip, name));
		}
		catch (final ZipException | EOFException damaged) {
			throw unusable(name, "it is damaged (" + damaged.getMessage() + ")", damaged);
		}
		return parts;
	}

	private byte[] limited(final InputStream stream, final String name) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final byte[] buffer = new byte[1 << 16];
		for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
			bytes.write(buffer, 0, count);
			if (bytes.size() > LARGEST_WEIGHTS) throw unusable(name, "it is too large", null);
		}
		return bytes.toByteArray();
	}

	private PerfusionException unusable(final String name, final String reason, final Exception cause) {
		return new PerfusionException("The model " + name + " cannot be used: " + reason + ". " + cure, cause);
	}

	/** @return checksum of flat weights, as a file has it */
	public static String checksum(final float[] weights) {
		return sha256(bytes(weights));
	}

	private static byte[] bytes(final float[] values) {
		final ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
		buffer.asFloatBuffer().put(values);
		return buffer.array();
	}

	private static float[] floats(final byte[] bytes) {
		final float[] values = new float[bytes.length / Float.BYTES];
		ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
		return values;
	}

	private static String sha256(final byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (final NoSuchAlgorithmException impossible) {
			throw new IllegalStateException(impossible);
		}
	}
}
