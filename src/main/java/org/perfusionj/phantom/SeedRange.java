package org.perfusionj.phantom;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import org.perfusionj.work.PerfusionException;

/**
 * Seeds of the phantoms that methods are measured on. What was tuned or trained on a phantom looks too good on it, so the
 * seeds are divided once for all: up to 8999 to look at and tune on, 9001 to 9999 to evaluate on, 10000 and above to train on.
 *
 * @param first first seed, at least 0
 * @param last last seed, included
 */
public record SeedRange(long first, long last) {

	/** Seeds for evaluation: no method may be tuned or trained on them. */
	public static final SeedRange EVALUATION = new SeedRange(9001, 9999);

	/** First of the seeds for training; there is no last one. */
	public static final long FIRST_TRAINING_SEED = 10_000;

	/** More phantoms than this would take weeks. */
	private static final long LARGEST_COUNT = 100_000;

	private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,15})\\s*(?:-\\s*(\\d{1,15})\\s*)?");

	/** @throws PerfusionException if there is no seed in it, or too many are */
	public SeedRange {
		if (first < 0 || last < first) throw new PerfusionException("seeds=" + first + "-" + last + " holds no seed: give the smaller one first, for example seeds=" + EVALUATION.first + "-" + (EVALUATION.first + 3) + ".");
		if (last - first >= LARGEST_COUNT) throw new PerfusionException("seeds=" + first + "-" + last + " are " + (last - first + 1) + " phantoms: give at most " + LARGEST_COUNT + ".");
	}

	/**
	 * @param text "9001-9008", or one seed
	 * @throws PerfusionException if it is neither
	 */
	public static SeedRange of(final String text) {
		final Matcher match = TEXT.matcher(text);
		if (!match.matches()) throw new PerfusionException("seeds=" + text.trim() + " is no range of seeds: give the first and the last, for example seeds=" + EVALUATION.first + "-" + (EVALUATION.first + 3) + ".");
		final long first = Long.parseLong(match.group(1));
		return new SeedRange(first, match.group(2) == null ? first : Long.parseLong(match.group(2)));
	}

	/** @return number of seeds */
	public int count() {
		return (int) (last - first + 1);
	}

	/** @return the seeds in order */
	public LongStream stream() {
		return LongStream.rangeClosed(first, last);
	}

	/** @return true if every seed is one for evaluation */
	public boolean isHeldOut() {
		return first >= EVALUATION.first && last <= EVALUATION.last;
	}

	@Override
	public String toString() {
		return first == last ? Long.toString(first) : first + "-" + last;
	}
}
