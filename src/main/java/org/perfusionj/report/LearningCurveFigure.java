package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.perfusionj.network.aifnet.training.LearningCurve;
import org.perfusionj.network.aifnet.training.TrainedModel;
import org.perfusionj.vascular.Vessel;

/** Learning curves: loss on the training scans and 1 - r on the validation scans after each epoch, a line for each fold. The best epoch is marked. */
public final class LearningCurveFigure {

	private final List<TrainedModel> models;
	private final List<String> names;
	private final ScoreStyle style;

	/** One of the plots of a vessel. */
	private record Part(String title, String axis, boolean imitation, ToDoubleFunction<LearningCurve.Epoch> value) {
	}

	/** @param models what was trained: a model for each vessel, or for each vessel and fold */
	public LearningCurveFigure(final List<TrainedModel> models) {
		this.models = List.copyOf(models);
		names = models.stream().map(LearningCurveFigure::name).distinct().toList();
		style = new ScoreStyle(names);
	}

	/** @return the figure */
	public PanelFigure figure() {
		// the loss of imitation is another one, and much larger
		final List<Part> parts = List.of(new Part("training", "Loss", false, LearningCurve.Epoch::training), new Part("validation, annotated curve", "1 - r", true, LearningCurve.Epoch::validation), new Part("validation, truth", "1 - r", true,
			LearningCurve.Epoch::truth));
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final Vessel vessel : models.stream().map(model -> model.model().vessel()).distinct().toList())
			for (final Part part : parts)
				panels.add(text -> chart(vessel, part, text));
		return new PanelFigure("learning_curve", "Learning curves; the dashed line is the best epoch on validation, whose weights are kept", parts.size(), 0.85, panels, style, names.size() > 1 ? names : List.of(), true);
	}

	private static String name(final TrainedModel model) {
		return model.fold() > 0 ? "fold " + model.fold() : "";
	}

	private JFreeChart chart(final Vessel vessel, final Part part, final float text) {
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
		final XYPlot plot = new XYPlot(data, ScoreStyle.axis("Epoch", text), ScoreStyle.axis(part.axis, text), renderer);
		plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
		for (final TrainedModel model : models) {
			if (model.model().vessel() != vessel) continue;
			final XYSeries series = new XYSeries(model.name(), false);
			for (int n = part.imitation ? 0 : Math.min(model.settings().imitation(), model.curve().epochs().size() - 1); n < model.curve().epochs().size(); n++)
				series.add(n + 1, part.value.applyAsDouble(model.curve().epochs().get(n)));
			renderer.setSeriesPaint(data.getSeriesCount(), style.color(name(model)));
			renderer.setSeriesStroke(data.getSeriesCount(), ScoreStyle.line(text));
			renderer.setSeriesShape(data.getSeriesCount(), style.marker(name(model), 0.5 * text));
			data.addSeries(series);
			plot.addDomainMarker(new ValueMarker(model.curve().best() + 1, style.color(name(model)), ScoreStyle.dashed(text)), Layer.BACKGROUND);
		}
		return ScoreStyle.chart(vessel + " " + part.title, plot, text);
	}
}
