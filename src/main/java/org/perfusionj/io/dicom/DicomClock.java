package org.perfusionj.io.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads DICOM dates and times (VR DA, TM, DT; also the old forms with points and colons) as seconds since 1970, local time. */
final class DicomClock {

	private static final double DAY_S = 86400;

	private DicomClock() {}

	/** @return s; the date may be absent (then s since midnight); NaN if the time is absent or unreadable */
	static double seconds(final String date, final String time) {
		final double ofDay = time(time);
		final double day = date(date);
		return Double.isNaN(day) ? ofDay : day * DAY_S + ofDay;
	}

	/** @return s of a date-time YYYYMMDDHHMMSS.FFFFFF&ZZXX (the zone is left out: all frames of a series have the same); NaN if it has no time of day */
	static double seconds(final String dateTime) {
		final String text = dateTime.strip();
		int end = 0;
		while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.'))
			end++;
		if (end < 10) return Double.NaN;
		final double day = date(text.substring(0, 8));
		return day * DAY_S + time(text.substring(8, end));
	}

	private static double date(final String text) {
		final String digits = text.strip().replaceAll("[.\\-/]", "");
		if (!digits.matches("\\d{8}")) return Double.NaN;
		try {
			return LocalDate.of(Integer.parseInt(digits.substring(0, 4)), Integer.parseInt(digits.substring(4, 6)), Integer.parseInt(digits.substring(6, 8))).toEpochDay();
		}
		catch (final DateTimeException noDate) {
			return Double.NaN;
		}
	}

	private static double time(final String text) {
		final String digits = text.strip().replace(":", "").replace(',', '.');
		if (!digits.matches("\\d{2}(\\d{2}(\\d{2}(\\.\\d*)?)?)?")) return Double.NaN;
		double seconds = 3600 * Integer.parseInt(digits.substring(0, 2));
		if (digits.length() >= 4) seconds += 60 * Integer.parseInt(digits.substring(2, 4));
		if (digits.length() >= 6) seconds += Double.parseDouble(digits.substring(4));
		return seconds;
	}
}
