package org.perfusionj.report;

import ij.ImagePlus;
import ij.WindowManager;

/**
 * Titles of the windows of a case, all of which begin alike. A second run on the same series gets a title of its own, as
 * ImageJ gives one to a duplicate: its windows can be told apart, and its table does not take the place of the first one.
 */
public final class WindowTitles {

	private WindowTitles() {}

	/**
	 * @param title title of a case
	 * @return the title, or title-1, title-2, ... if windows of this title are open
	 */
	public static String unused(final String title) {
		String unused = title;
		for (int n = 1; isUsed(unused); n++)
			unused = title + "-" + n;
		return unused;
	}

	static String curves(final String title) {
		return title + " curves";
	}

	/** Not that of the plot: {@code selectWindow} goes by title. */
	static String metrics(final String title) {
		return title + " curve metrics";
	}

	static String summary(final String title) {
		return title + " perfusion summary";
	}

	/** {@link ScoreTable} puts the name of the table behind the title. */
	static String comparison(final String title) {
		return title + " " + RaterComparisonTable.NAME;
	}

	/** {@link ScoreTable} puts the name of the table behind the title. */
	static String lesion(final String title) {
		return title + " " + LesionTable.NAME;
	}

	static String explorer(final String title) {
		return title + " curve explorer";
	}

	static String comparedCurves(final String title) {
		return title + " compared curves";
	}

	private static boolean isUsed(final String title) {
		if (WindowManager.getWindow(curves(title)) != null || WindowManager.getWindow(metrics(title)) != null || WindowManager.getWindow(summary(title)) != null || WindowManager.getWindow(explorer(title)) != null || WindowManager.getWindow(comparison(title)) != null || WindowManager.getWindow(lesion(title)) != null || WindowManager.getWindow(comparedCurves(
			title)) != null) return true;
		final int[] ids = WindowManager.getIDList();
		if (ids == null) return false;
		for (final int id : ids) {
			final ImagePlus image = WindowManager.getImage(id);
			if (image != null && title.equals(image.getProp(MapWindows.CASE_PROPERTY))) return true;
		}
		return false;
	}
}
