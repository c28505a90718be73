package org.perfusionj.network.aifnet;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import com.google.gson.GsonBuilder;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/**
 * Model files: a zip with {@code model.json} (what the network is, what it looks at, how it was trained) and {@code weights.bin} (floats,
 * most significant byte first, in the order of {@link org.perfusionj.network.Layer}). The checksum of the weights stands in the first, so that a
 * damaged file is found out.
 */
public final class AifnetModelFile {

	/** End of the names of model files. */
	public static final String EXTENSION = ".aifnet";

	private static final int VERSION = 1;
	private static final String HEADER = "model.json";
	private static final String WEIGHTS = "weights.bin";
	/** Larger than any network of this kind, so that a damaged header cannot ask for all memory. */
	private static final int LARGEST_WEIGHTS = 64 << 20;

	private AifnetModelFile() {}

	/** What stands in model.json. */
	private record Header(int version, String vessel, String kind, int layers, int filterExponent, int ranked, InputSpec input, String weightsSha256, Map<String, String> facts) {
	}

	/**
	 * Writes a file that has its name only when it is complete.
	 *
	 * @throws IOException naming the file, if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public static void write(final AifnetModel model, final Path file) throws IOException {
		final byte[] weights = bytes(model.weights());
		final AifnetDesign design = model.design();
		final Header header = new Header(VERSION, model.vessel().name(), design.kind().name(), design.layers(), design.filterExponent(), model.ranked(), model.input(), sha256(weights), model.facts());
		FinishedFile.write(file, out -> {
			final ZipOutputStream zip = new ZipOutputStream(out);
			zip.putNextEntry(entry(HEADER));
			zip.write(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(header).getBytes(StandardCharsets.UTF_8));
			zip.putNextEntry(entry(WEIGHTS));
			zip.write(weights);
			zip.finish();
		});
	}

	/** The same model gives the same bytes. */
	private static ZipEntry entry(final String name) {
		final ZipEntry entry = new ZipEntry(name);
		entry.setTime(0);
		return entry;
	}

	/**
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if it is no model, damaged, or of another version
	 */
	public static AifnetModel read(final Path file) throws IOException {
		try (InputStream stream = Files.newInputStream(file)) {
			return read(stream, file.toString());
		}
	}

	/**
	 * @param stream a model file; not closed
	 * @param name for messages
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no model, damaged, or of another version
	 */
	public static AifnetModel read(final InputStream stream, final String name) throws IOException {
		final Map<String, byte[]> parts = new LinkedHashMap<>();
		try {
			final ZipInputStream zip = new ZipInputStream(stream);
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				if (entry.getName().equals(HEADER) || entry.getName().equals(WEIGHTS)) parts.put(entry.getName(), limited(zip, name));
		}
		catch (final ZipException | EOFException damaged) {
			throw unusable(name, "it is damaged (" + damaged.getMessage() + ")", damaged);
		}
		if (!parts.containsKey(HEADER)) throw unusable(name, "it is no AIFNet model", null);
		final Header header;
		try {
			header = new GsonBuilder().create().fromJson(new String(parts.get(HEADER), StandardCharsets.UTF_8), Header.class);
		}
		// Gson wraps what the constructor of a record throws
		catch (final RuntimeException damaged) {
			throw unusable(name, "its " + HEADER + " cannot be read (" + (damaged.getCause() == null ? damaged : damaged.getCause()).getMessage() + ")", damaged);
		}
		if (header == null || header.version != VERSION) throw unusable(name, "it is of version " + (header == null ? "?" : header.version) + ", and this software reads version " + VERSION, null);
		if (!parts.containsKey(WEIGHTS) || !sha256(parts.get(WEIGHTS)).equals(header.weightsSha256)) throw unusable(name, "its weights are damaged: their checksum is wrong", null);
		final float[] weights = floats(parts.get(WEIGHTS));
		for (final float weight : weights)
			if (!Float.isFinite(weight)) throw unusable(name, "it has weights that are not finite, because its training failed", null);
		try {
			return new AifnetModel(Vessel.valueOf(header.vessel), new AifnetDesign(AifnetKind.valueOf(header.kind), header.layers, header.filterExponent), header.input, weights, header.ranked, header.facts);
		}
		catch (final IllegalArgumentException | NullPointerException impossible) {
			throw unusable(name, "its " + HEADER + " makes no sense (" + impossible.getMessage() + ")", impossible);
		}
	}

	private static byte[] limited(final InputStream stream, final String name) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final byte[] buffer = new byte[1 << 16];
		for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
			bytes.write(buffer, 0, count);
			if (bytes.size() > LARGEST_WEIGHTS) throw unusable(name, "it is too large", null);
		}
		return bytes.toByteArray();
	}

	private static PerfusionException unusable(final String name, final String reason, final Exception cause) {
		return new PerfusionException("The model " + name + " cannot be used: " + reason + ". Use model=auto, or a model written by train-aifnet of this version.", cause);
	}

	/** @return checksum of the weights of a model, as the file has it */
	public static String checksum(final AifnetModel model) {
		return sha256(bytes(model.weights()));
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

	/** @return name of a model file in a folder of models, for example "aif.aifnet" */
	public static String name(final Vessel vessel) {
		return vessel.name().toLowerCase(Locale.ROOT) + EXTENSION;
	}
}
