package org.perfusionj.images;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.work.PerfusionException;

/**
 * Frame times in a JSON file beside an image ({@code series.json} for {@code series.tif}), under the names of the BIDS
 * standard: {@code FrameTimesStart} (start of each frame, s), {@code VolumeTiming} (the same for functional series), or
 * {@code RepetitionTime} (s between frames).
 */
final class FrameTimesSidecar {

	private FrameTimesSidecar() {}

	/**
	 * @param image the image file
	 * @param frames number of frames of the image
	 * @return the times in the file beside it, if there is one that has times
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no JSON, or its times do not fit the image
	 */
	static Optional<AcquisitionTimes> beside(final Path image, final int frames) throws IOException {
		final Path file = image.resolveSibling(image.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".json");
		if (!Files.isRegularFile(file)) return Optional.empty();
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			final JsonObject json = JsonParser.parseReader(reader).getAsJsonObject();
			for (final String key : new String[] { "FrameTimesStart", "VolumeTiming" })
				if (json.has(key)) return Optional.of(times(json.getAsJsonArray(key), key, file, frames));
			final JsonElement interval = json.get("RepetitionTime");
			return interval == null ? Optional.empty() : Optional.of(AcquisitionTimes.uniform(frames, interval.getAsDouble()));
		}
		catch (final JsonParseException | IllegalStateException | ClassCastException | NumberFormatException | UnsupportedOperationException broken) {
			throw new PerfusionException("The sidecar " + file + " is not usable: " + broken.getMessage() + " Correct it or move it away.", broken);
		}
	}

	private static AcquisitionTimes times(final JsonArray array, final String key, final Path file, final int frames) {
		if (array.size() != frames) throw new PerfusionException(key + " in " + file + " has " + array.size() + " times, the image has " + frames + " frames. Correct the file or move it away.");
		final double[] times = new double[frames];
		for (int t = 0; t < frames; t++)
			times[t] = array.get(t).getAsDouble();
		return AcquisitionTimes.of(times);
	}
}
