package org.perfusionj.images;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rater a vascular ROI belongs to, by its name. {@code r<N>} or {@code rater<N>} anywhere after AIF or VOF, in any case
 * and set off by anything that is no letter, is rater N: AIF-r2, VOF_rater2, AIF left MCA r1, VOF rater 2 (1). Every other
 * name is rater 1's: AIF, VOF SSS, AIF-2 (that is his second ROI), AIF right 2.
 */
public final class RaterNumber {

	/** What a name without a number stands for. */
	public static final int FIRST = 1;

	private static final Pattern NUMBER = Pattern.compile("(?i)(?<!\\p{L})r(?:ater[ _-]?)?([1-9]\\d{0,2})(?![\\p{L}\\d])");

	private RaterNumber() {}

	/**
	 * @param name of a ROI that is an AIF or a VOF ({@link VascularRois})
	 * @return number of the rater, from 1
	 */
	public static int of(final String name) {
		// what follows the name of the vessel may follow it at once: AIFr2
		final Matcher number = NUMBER.matcher(name.trim().substring("AIF".length()));
		return number.find() ? Integer.parseInt(number.group(1)) : FIRST;
	}
}
