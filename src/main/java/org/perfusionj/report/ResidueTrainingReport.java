package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.training.LossTerm;
import org.perfusionj.network.residue.training.ResidueLearningCurve.Row;
import org.perfusionj.network.residue.training.TrainedResidue;

/** How training of a network for deep residue estimation went: table and figure of the learning curve. */
public final class ResidueTrainingReport {

	private static final String TRAINING = "training";
	private static final String VALIDATION = "validation";
	private static final double MILLION = 1e6;

	private final TrainedResidue trained;
	private final ScoreStyle style = new ScoreStyle(List.of(TRAINING, VALIDATION));

	/** @param trained what was trained */
	public ResidueTrainingReport(final TrainedResidue trained) {
		this.trained = trained;
	}

	/** @return one row for each validation */
	public ScoreTable learningCurve() {
		final List<String> columns = new ArrayList<>(List.of("curves", "seconds", "learning_rate", "loss", "best"));
		for (final LossTerm term : LossTerm.values())
			columns.addAll(List.of(TRAINING + "_" + term.key(), VALIDATION + "_" + term.key()));
		final ScoreTable table = new ScoreTable("learning curve", columns);
		final List<Row> rows = trained.curve().rows();
		for (int n = 0; n < rows.size(); n++) {
			final Row row = rows.get(n);
			final List<Object> cells = new ArrayList<>(List.of((double) row.curves(), row.seconds(), row.rate(), row.loss(), Boolean.toString(n == trained.curve().best())));
			for (final LossTerm term : LossTerm.values())
				cells.addAll(List.of(row.training()[term.ordinal()], row.validation()[term.ordinal()]));
			table.row(cells.toArray());
		}
		return table;
	}

	/** @return learning curves of the terms that count, and of the errors of CBF and delay; the best validation is marked */
	public PanelFigure figure() {
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final LossTerm term : LossTerm.values())
			if (counts(term)) panels.add(text -> chart(term.key().replace('_', ' '), "Term of the loss", row -> row.training()[term.ordinal()], row -> row.validation()[term.ordinal()], text));
		if (compares(LossTerm.CBF)) panels.add(text -> chart("CBF error at CBV 4", "RMSE, ml/100 g/min", row -> Math.sqrt(row.training()[LossTerm.CBF.ordinal()]), Row::cbfError, text));
		if (compares(LossTerm.DELAY)) panels.add(text -> chart("delay error", "RMSE, s", row -> Math.sqrt(row.training()[LossTerm.DELAY.ordinal()]), Row::delayError, text));
		return new PanelFigure("learning_curve", "Learning curves; the dashed line is the best validation, whose weights are kept", Math.min(3, panels.size()), 0.85, panels, style, List.of(TRAINING, VALIDATION), true);
	}

	private boolean counts(final LossTerm term) {
		return Arrays.asList(trained.model().facts().getOrDefault("loss", "").split(" ")).stream().anyMatch(word -> word.startsWith(term.key() + "="));
	}

	/** Scans without a truth give 0. */
	private boolean compares(final LossTerm term) {
		return trained.curve().rows().stream().anyMatch(row -> row.validation()[term.ordinal()] > 0) && !trained.model().facts().containsKey("scans");
	}

	private JFreeChart chart(final String title, final String axis, final ToDoubleFunction<Row> training, final ToDoubleFunction<Row> validation, final float text) {
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
		final XYPlot plot = new XYPlot(data, ScoreStyle.axis("Million curves seen", text), ScoreStyle.axis(axis, text), renderer);
		for (final Map.Entry<String, ToDoubleFunction<Row>> line : List.of(Map.entry(TRAINING, training), Map.entry(VALIDATION, validation))) {
			final XYSeries series = new XYSeries(line.getKey(), false);
			for (final Row row : trained.curve().rows())
				series.add(row.curves() / MILLION, line.getValue().applyAsDouble(row));
			renderer.setSeriesPaint(data.getSeriesCount(), style.color(line.getKey()));
			renderer.setSeriesStroke(data.getSeriesCount(), ScoreStyle.line(text));
			renderer.setSeriesShape(data.getSeriesCount(), style.marker(line.getKey(), 0.5 * text));
			data.addSeries(series);
		}
		if (trained.curve().best() >= 0) plot.addDomainMarker(new ValueMarker(trained.curve().rows().get(trained.curve().best()).curves() / MILLION, ScoreStyle.TEXT, ScoreStyle.dashed(text)), Layer.BACKGROUND);
		return ScoreStyle.chart(title, plot, text);
	}

	/** @return the figures in lines for a log */
	public List<String> lines() {
		final Row best = trained.curve().rows().get(trained.curve().best());
		final Stream<String> first = Stream.of(String.format(Locale.ROOT, "Best validation after %,d curves: loss %.5g", best.curves(), best.loss()));
		final Stream<String> errors = compares(LossTerm.CBF) ? Stream.of(String.format(Locale.ROOT, "Held-out curves: CBF error %.3f ml/100 g/min at a CBV of 4 ml/100 g, delay error %.3f s", best.cbfError(), best.delayError())) : Stream.empty();
		final Stream<String> weights = Stream.of("Weights " + ResidueModelFile.checksum(trained.model()));
		return Stream.of(first, errors, weights).flatMap(one -> one).toList();
	}
}
