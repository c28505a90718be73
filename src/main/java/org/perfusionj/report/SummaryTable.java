package org.perfusionj.report;

import java.awt.Window;

import ij.WindowManager;
import ij.measure.ResultsTable;

/** A summary as an ImageJ table. */
public final class SummaryTable {

	private final MapSummary summary;
	private final String title;

	/**
	 * @param summary what to show
	 * @param title first part of the window's title ({@link WindowTitles})
	 */
	public SummaryTable(final MapSummary summary, final String title) {
		this.summary = summary;
		this.title = title;
	}

	/** @return title of the table's window */
	public String title() {
		return WindowTitles.summary(title);
	}

	/** @return a new table, not shown; statistics are in the unit named in the Unit column */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(3);
		table.showRowNumbers(false);
		final boolean warned = summary.rows().stream().anyMatch(row -> !row.warnings().isEmpty());
		for (final SummaryRow row : summary.rows()) {
			table.addRow();
			table.addValue("Region", row.region());
			table.addValue("Map", row.map().key());
			table.addValue("Unit", row.map().unit());
			table.addValue("Mean", row.mean());
			table.addValue("SD", row.sd());
			table.addValue("Median", row.median());
			table.addValue("P5", row.p5());
			table.addValue("P95", row.p95());
			table.addValue("Voxels", row.voxels());
			table.addValue("Volume (ml)", row.volumeMl());
			table.addValue("Non-finite voxels", row.nonFinite());
			if (warned) table.addValue("Warnings", row.warnings());
		}
		return table;
	}

	/**
	 * Shows the table in a window of its own. Needs a display.
	 *
	 * @return the window
	 */
	public Window show() {
		table().show(title());
		return WindowManager.getWindow(title());
	}
}
