package org.perfusionj.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.PerfusionException;

/**
 * The JSON file beside an image (same name, .json) that says what NIfTI and TIFF cannot: acquisition times that are not
 * uniform. It uses the keys of BIDS (Brain Imaging Data Structure), and two of its own:
 * <ul>
 * <li>{@code FrameTimesStart}, {@code VolumeTiming}: start of each frame, s
 * <li>{@code FrameDuration}: duration of each frame (list) or of all frames (number), s; frames follow each other without
 * a gap
 * <li>{@code RepetitionTime}: interval between frames, s
 * <li>{@code SliceTiming}: when each slice is acquired after the start of its frame, s; in reverse slice order if
 * {@code SliceEncodingDirection} is {@code k-}
 * <li>{@code SliceFrameTimesStart} (ours): one list of frame times for each slice, s, for shuttle scans; it wins over all
 * others
 * <li>{@code EchoTime}, s; {@code Modality}, CT or MR; {@code SignalType} (ours), CT, MR or concentration
 * </ul>
 */
public final class SeriesSidecar {

	private static final String SLICE_FRAME_TIMES = "SliceFrameTimesStart";
	private static final String FRAME_TIMES = "FrameTimesStart";
	private static final String VOLUME_TIMING = "VolumeTiming";
	private static final String FRAME_DURATION = "FrameDuration";
	private static final String REPETITION_TIME = "RepetitionTime";
	private static final String SLICE_TIMING = "SliceTiming";
	private static final String SLICE_DIRECTION = "SliceEncodingDirection";
	private static final String ECHO_TIME = "EchoTime";
	private static final String MODALITY = "Modality";
	private static final String SIGNAL_TYPE = "SignalType";

	private final Path path;
	private final JsonObject json;

	private SeriesSidecar(final Path path, final JsonObject json) {
		this.path = path;
		this.json = json;
	}

	/**
	 * @param path the JSON file
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no JSON object
	 */
	public static SeriesSidecar read(final Path path) throws IOException {
		final String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
		try {
			final JsonElement root = JsonParser.parseString(text.startsWith("\ufeff") ? text.substring(1) : text);
			if (!root.isJsonObject()) throw new PerfusionException("The sidecar file " + path + " does not hold a JSON object { ... }. Repair it or take it away.");
			return new SeriesSidecar(path, root.getAsJsonObject());
		}
		catch (final JsonParseException broken) {
			throw new PerfusionException("The sidecar file " + path + " is not valid JSON: " + broken.getMessage() + ". Repair it or take it away.", broken);
		}
	}

	/**
	 * @param image NIfTI or TIFF file
	 * @return the sidecar beside it, if there is one
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no JSON object
	 */
	public static Optional<SeriesSidecar> beside(final Path image) throws IOException {
		final Optional<Path> path = pathBeside(image);
		return path.isPresent() ? Optional.of(read(path.get())) : Optional.empty();
	}

	/** @return the path of the sidecar of an image, if there is such a file */
	public static Optional<Path> pathBeside(final Path image) {
		return Optional.of(pathFor(image)).filter(Files::isRegularFile);
	}

	/** @return the path of the sidecar of an image, whether there is such a file or not */
	static Path pathFor(final Path image) {
		return image.resolveSibling(ImageFileName.stem(image) + ".json");
	}

	/** @return the name of the JSON file */
	String fileName() {
		return path.getFileName().toString();
	}

	/** @return times of all frames, if the file lists them explicitly */
	Optional<AcquisitionTimes> listedTimes(final int frames, final int slices) {
		if (json.has(SLICE_FRAME_TIMES)) return Optional.of(AcquisitionTimes.perSlice(sliceFrameTimes(frames, slices)));
		for (final String key : new String[] { FRAME_TIMES, VOLUME_TIMING })
			if (json.has(key)) return Optional.of(AcquisitionTimes.of(increasing(numbers(json.get(key), key, frames, "frames"), key)));
		if (json.has(FRAME_DURATION) && json.get(FRAME_DURATION).isJsonArray()) {
			final double[] durations = numbers(json.get(FRAME_DURATION), FRAME_DURATION, frames, "frames");
			final double[] times = new double[frames];
			for (int t = 1; t < frames; t++)
				times[t] = times[t - 1] + durations[t - 1];
			return Optional.of(AcquisitionTimes.of(increasing(times, FRAME_DURATION)));
		}
		return Optional.empty();
	}

	private double[][] sliceFrameTimes(final int frames, final int slices) {
		final JsonElement rows = json.get(SLICE_FRAME_TIMES);
		if (!rows.isJsonArray() || rows.getAsJsonArray().size() != slices) throw bad(SLICE_FRAME_TIMES, "must hold one list of times for each of the " + slices + " slices" + (rows.isJsonArray() ? ", but holds " + rows
			.getAsJsonArray().size() : ""));
		final double[][] times = new double[slices][];
		for (int z = 0; z < slices; z++) {
			final String key = SLICE_FRAME_TIMES + " of slice " + (z + 1);
			times[z] = increasing(numbers(rows.getAsJsonArray().get(z), key, frames, "frames"), key);
		}
		return times;
	}

	/** @return s between frames, if the file says it in one number */
	Optional<Double> intervalS() {
		for (final String key : new String[] { REPETITION_TIME, FRAME_DURATION })
			if (json.has(key) && !json.get(key).isJsonArray()) {
				final double interval = number(json.get(key), key);
				if (interval == 0) throw bad(key, "is 0");
				return Optional.of(interval);
			}
		return Optional.empty();
	}

	/** @return s from the start of a frame to the acquisition of each slice, if the file says it */
	Optional<double[]> sliceOffsetsS(final int slices) {
		if (!json.has(SLICE_TIMING)) return Optional.empty();
		final double[] offsets = numbers(json.get(SLICE_TIMING), SLICE_TIMING, slices, "slices");
		final String direction = text(SLICE_DIRECTION).orElse("k");
		if (direction.equals("k")) return Optional.of(offsets);
		if (!direction.equals("k-")) throw bad(SLICE_DIRECTION, "is \"" + direction + "\", but the slices of a perfusion series must lie along the third axis (k or k-)");
		final double[] reversed = new double[slices];
		for (int z = 0; z < slices; z++)
			reversed[z] = offsets[slices - 1 - z];
		return Optional.of(reversed);
	}

	/** @return offsets added to the times of all slices; checks that they lie within one frame */
	AcquisitionTimes withSliceOffsets(final AcquisitionTimes times, final double[] offsets) {
		if (!times.sameForAllSlices()) return times;
		final double span = Arrays.stream(offsets).max().orElse(0) - Arrays.stream(offsets).min().orElse(0);
		if (span > 1.001 * times.meanIntervalS()) throw bad(SLICE_TIMING, "spans " + span + " s, more than the " + times.meanIntervalS() + " s from one frame to the next. It must be in seconds");
		final double[][] bySlice = new double[offsets.length][];
		for (int z = 0; z < offsets.length; z++) {
			final double offset = offsets[z];
			bySlice[z] = Arrays.stream(times.times(0)).map(time -> time + offset).toArray();
		}
		return AcquisitionTimes.perSlice(bySlice);
	}

	/** @return echo time, ms, if the file says it in one number */
	public Optional<Double> echoTimeMs() {
		return json.has(ECHO_TIME) && json.get(ECHO_TIME).isJsonPrimitive() ? Optional.of(number(json.get(ECHO_TIME), ECHO_TIME) * 1000) : Optional.empty();
	}

	/** @return what the samples are, if the file says it; a file with an echo time is MR */
	public Optional<SignalType> signal() {
		final Optional<String> own = text(SIGNAL_TYPE);
		if (own.isPresent()) return own.map(SignalType::of);
		final String modality = text(MODALITY).orElse("").trim().toUpperCase(Locale.ROOT);
		if (modality.equals("CT")) return Optional.of(SignalType.CT);
		if (modality.equals("MR") || modality.equals("MRI") || modality.isEmpty() && json.has(ECHO_TIME)) return Optional.of(SignalType.MR);
		return Optional.empty();
	}

	private Optional<String> text(final String key) {
		return json.has(key) && json.get(key).isJsonPrimitive() ? Optional.of(json.get(key).getAsString()) : Optional.empty();
	}

	private double[] numbers(final JsonElement list, final String key, final int count, final String what) {
		if (!list.isJsonArray()) throw bad(key, "must be a list of " + count + " numbers in seconds");
		final JsonArray array = list.getAsJsonArray();
		if (array.size() != count) throw bad(key, "has " + array.size() + " numbers, but the image has " + count + " " + what);
		final double[] values = new double[count];
		for (int i = 0; i < count; i++)
			values[i] = number(array.get(i), key + " (number " + (i + 1) + ")");
		return values;
	}

	private double number(final JsonElement element, final String key) {
		double value;
		try {
			value = element.isJsonPrimitive() ? element.getAsDouble() : Double.NaN;
		}
		catch (final NumberFormatException noNumber) {
			throw new PerfusionException(bad(key, "is not a number but " + element).getMessage(), noNumber);
		}
		if (!Double.isFinite(value)) throw bad(key, "is not a number but " + element);
		if (value < 0) throw bad(key, "is negative: " + value + " s");
		return value;
	}

	private double[] increasing(final double[] times, final String key) {
		for (int t = 1; t < times.length; t++)
			if (times[t] <= times[t - 1]) throw bad(key, "does not increase: frame " + (t + 1) + " is at " + times[t] + " s after " + times[t - 1] + " s");
		return times;
	}

	private PerfusionException bad(final String key, final String what) {
		return new PerfusionException("In the sidecar file " + path + ", " + key + " " + what + ". Correct it, or give frame_interval_s.");
	}

	/** @return true if NIfTI alone would lose something of the series: its times, or that it is not CT (and its echo time) */
	static boolean isNeededFor(final PerfusionSeries series) {
		return !series.times().isUniform() && series.frames() > 1 || series.signal() != SignalType.CT;
	}

	/**
	 * @return the text of the sidecar of a series
	 * @throws PerfusionException if the series has times before 0, which the keys of BIDS do not have
	 */
	static String textFor(final PerfusionSeries series) {
		if (series.times().firstS() < 0) throw new PerfusionException("The series \"" + series.name() + "\" starts at " + series.times().firstS() + " s. Irregular times can only be written if none is negative.");
		final JsonObject json = new JsonObject();
		final AcquisitionTimes times = series.times();
		if (series.signal() == SignalType.CONCENTRATION) json.addProperty(SIGNAL_TYPE, series.signal().key());
		else json.addProperty(MODALITY, series.signal().key());
		series.echoTimeMs().ifPresent(ms -> json.addProperty(ECHO_TIME, ms / 1000));
		final double[] frameTimes = times.times(0);
		for (int z = 1; z < times.slices(); z++)
			for (int t = 0; t < frameTimes.length; t++)
				frameTimes[t] = Math.min(frameTimes[t], times.time(z, t));
		json.add(FRAME_TIMES, array(frameTimes));
		if (!times.sameForAllSlices()) {
			final JsonArray rows = new JsonArray();
			for (int z = 0; z < times.slices(); z++)
				rows.add(array(times.times(z)));
			json.add(SLICE_FRAME_TIMES, rows);
		}
		return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
	}

	private static JsonArray array(final double[] values) {
		final JsonArray array = new JsonArray();
		for (final double value : values)
			array.add(value);
		return array;
	}
}
