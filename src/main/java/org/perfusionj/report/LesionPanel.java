package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;

/** The main numbers of a lesion and the conditions under which they hold, beside its pictures. */
final class LesionPanel {

	private static final String ALL = "all";
	private static final String MEAN = "mean_";
	private static final List<String> HEMISPHERES = List.of("left", "right", "image left", "image right");
	private static final List<String> TISSUES = List.of("core", "penumbra", "lesion", "normal");

	private final Segmentation segmentation;
	private final LesionNumbers numbers;
	private final int width;

	/** @param width pixels */
	LesionPanel(final Segmentation segmentation, final LesionNumbers numbers, final int width) {
		this.segmentation = segmentation;
		this.numbers = numbers;
		this.width = width;
	}

	/** @return volumes and ratios, volumes at thresholds, means, conditions: what there is of them */
	FigureBlock block() {
		final List<FigureBlock> blocks = new ArrayList<>();
		blocks.add(new KeyNumbers());
		final List<LesionNumbers.Row> thresholds = numbers.rows().stream().filter(row -> row.region().equals(ALL) && row.key().matches(".*[<>].*")).toList();
		if (!thresholds.isEmpty()) blocks.add(volumes(thresholds));
		final List<LesionNumbers.Row> means = numbers.rows().stream().filter(row -> row.key().startsWith(MEAN)).toList();
		if (!means.isEmpty()) blocks.add(means(means));
		blocks.add(new Conditions());
		return new FigureBlock.Stack(blocks);
	}

	private FigureBlock volumes(final List<LesionNumbers.Row> thresholds) {
		final List<List<String>> columns = new ArrayList<>();
		columns.add(column("ml", thresholds.stream().map(row -> name(row.key())).toList()));
		for (final String side : HEMISPHERES)
			if (thresholds.stream().anyMatch(row -> Double.isFinite(numbers.value(row.key(), side)))) columns.add(column(capital(side), thresholds.stream().map(row -> millilitres(numbers.value(row.key(), side))).toList()));
		columns.add(column("All", thresholds.stream().map(row -> millilitres(row.value())).toList()));
		// the last one that was measured has the longest conditions: those of flow hold those of delay
		final LesionNumbers.Row last = thresholds.stream().filter(row -> Double.isFinite(row.value())).reduce((first, second) -> second).orElse(thresholds.get(thresholds.size() - 1));
		return table("Volumes at thresholds", columns, name(last.key()) + ": " + last.conditions());
	}

	private static String name(final String key) {
		return key.replace("<", " < ").replace(">", " > ") + (key.contains("<") ? " %" : " s");
	}

	private FigureBlock means(final List<LesionNumbers.Row> means) {
		final List<String> keys = means.stream().map(LesionNumbers.Row::key).distinct().toList();
		final List<List<String>> columns = new ArrayList<>();
		columns.add(column("Mean", keys.stream().map(key -> key.substring(MEAN.length()) + " (" + means.stream().filter(row -> row.key().equals(key)).findFirst().orElseThrow().unit() + ")").toList()));
		for (final String tissue : TISSUES)
			if (means.stream().anyMatch(row -> row.region().equals(tissue))) columns.add(column(capital(tissue), keys.stream().map(key -> FigureTable.number(numbers.value(key, tissue))).toList()));
		return table("Means", columns, "");
	}

	/** As wide as the panel, so that the tables stand in line. */
	private FigureBlock table(final String heading, final List<List<String>> columns, final String note) {
		final int[] widths = columns.stream().mapToInt(FigureTable::width).toArray();
		final int spare = width - Arrays.stream(widths).sum();
		if (spare > 0) widths[0] += spare;
		return new FigureTable(width, heading, columns, widths, note);
	}

	private static List<String> column(final String title, final List<String> cells) {
		final List<String> column = new ArrayList<>(List.of(title));
		column.addAll(cells);
		return column;
	}

	private static String capital(final String text) {
		return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
	}

	/** @return a volume with one decimal: more would pretend a precision that no map has */
	private static String millilitres(final double value) {
		return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "\u2013";
	}

	/** Volumes and ratios, large, with the colours of the pictures. */
	private final class KeyNumbers implements FigureBlock {

		private static final int ROW = 42;
		private static final int SQUARE = 18;

		private final int headingHeight = FigureStyle.lineHeight(FigureStyle.metrics(Font.BOLD, 22)) + 6;
		private final List<Line> lines = new ArrayList<>();

		private record Line(Color color, String name, String value, String unit) {}

		KeyNumbers() {
			final boolean hasCore = segmentation.core().isPresent();
			if (hasCore) add(LesionColors.CORE, "Core", "core", "ml");
			if (hasCore) add(LesionColors.PENUMBRA, "Penumbra", "penumbra", "ml");
			add(hasCore ? null : LesionColors.PENUMBRA, "Lesion", "lesion", "ml");
			if (hasCore) add(null, "Mismatch volume", "mismatch_volume", "ml");
			if (hasCore) add(null, "Mismatch ratio", "mismatch_ratio", "");
			add(null, "Hypoperfusion intensity ratio", "hypoperfusion_intensity_ratio", "");
			lines.add(new Line(null, "Affected side", segmentation.side().words(segmentation.example().plane()), ""));
		}

		private void add(final Color color, final String name, final String key, final String unit) {
			final double value = numbers.value(key, ALL);
			lines.add(new Line(color, name, unit.isEmpty() ? FigureTable.number(value) : millilitres(value), Double.isFinite(value) ? unit : ""));
		}

		@Override
		public int height() {
			return headingHeight + lines.size() * ROW;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			FigureStyle.lines(g, List.of("Lesion"), FigureStyle.font(Font.BOLD, 22), FigureStyle.TEXT, x, y);
			final FontMetrics large = FigureStyle.metrics(Font.BOLD, 26);
			for (int i = 0; i < lines.size(); i++) {
				final Line line = lines.get(i);
				final int top = y + headingHeight + i * ROW;
				final int baseline = top + (ROW + large.getAscent() - large.getDescent()) / 2;
				if (line.color() != null) {
					g.setColor(line.color());
					g.fillRect(x, top + (ROW - SQUARE) / 2, SQUARE, SQUARE);
				}
				g.setColor(FigureStyle.TEXT);
				g.setFont(FigureStyle.font(Font.PLAIN, 20));
				g.drawString(line.name(), x + SQUARE + 12, baseline);
				final int unitWidth = g.getFontMetrics().stringWidth(" ml");
				g.drawString(" " + line.unit(), x + width - unitWidth, baseline);
				g.setFont(FigureStyle.font(Font.BOLD, 26));
				g.drawString(line.value(), x + width - unitWidth - large.stringWidth(line.value()), baseline);
				g.setColor(FigureStyle.RULE);
				g.fillRect(x, top + ROW - 1, width, 1);
			}
		}
	}

	/** Rule and thresholds: no volume is shown without them. */
	private final class Conditions implements FigureBlock {

		private static final int MAX_LINES = 14;

		private final int headingHeight = FigureStyle.lineHeight(FigureStyle.metrics(Font.BOLD, 22)) + 6;
		private final List<String> text = new ArrayList<>();

		Conditions() {
			final FontMetrics metrics = FigureStyle.metrics(Font.PLAIN, 17);
			text.addAll(TextLines.wrap(numbers.rows().stream().filter(row -> row.key().equals("lesion") && row.region().equals(ALL)).map(LesionNumbers.Row::conditions).findFirst().orElse("Rule " + segmentation.rule() + ". " + segmentation
				.conditions()), metrics, width, MAX_LINES));
		}

		@Override
		public int height() {
			return headingHeight + text.size() * FigureStyle.lineHeight(FigureStyle.metrics(Font.PLAIN, 17));
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			FigureStyle.lines(g, List.of("Conditions"), FigureStyle.font(Font.BOLD, 22), FigureStyle.TEXT, x, y);
			FigureStyle.lines(g, text, FigureStyle.font(Font.PLAIN, 17), FigureStyle.TEXT, x, y + headingHeight);
		}
	}
}
