package org.perfusionj.network.aifnet;

import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.CurveResampler;
import org.perfusionj.curve.Interpolation;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.FieldBox;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TiledNetwork;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.RiseTimes;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * AIFNet at work (paper, 2.4): the scan is brought to the cells and frames of the network, the network gives a probability for each cell, the
 * curve is the expectation under it over the whole length of the scan, and the VOF is recalibrated.
 */
public final class Aifnet implements AifnetFinder {

	private final NetworkEngine engine;
	private final Map<Vessel, AifnetModel> models = new EnumMap<>(Vessel.class);
	private final Map<Vessel, Network> networks = new EnumMap<>(Vessel.class);

	/**
	 * @param models one for each vessel that will be asked for
	 * @param engine what computes
	 */
	public Aifnet(final List<AifnetModel> models, final NetworkEngine engine) {
		this.engine = engine;
		try {
			models.forEach(this::open);
		}
		catch (final RuntimeException failed) {
			// nobody else can close those that were opened
			close();
			throw failed;
		}
	}

	private void open(final AifnetModel model) {
		final Network network = engine.open(model.design().architecture(model.input()), model.weights());
		models.put(model.vessel(), model);
		networks.put(model.vessel(), model.design().kind() == AifnetKind.REGRESSION ? network : new TiledNetwork(network));
	}

	@Override
	public AifnetResult find(final Vessel vessel, final AifnetScan scan, final Optional<VascularFunction> aif, final Parallel parallel, final WorkMonitor monitor) {
		final AifnetModel model = models.get(vessel);
		if (model == null) throw new IllegalArgumentException("AIFNet was not opened for the " + vessel + ".");
		final CellSeries cells = scan.cells(model.input(), parallel, monitor.part(0, 0.5));
		final CellInput field = new CellInput(cells, model.input());
		final BitSet usable = field.usable();
		if (usable.isEmpty()) throw new PerfusionException("Every voxel of the series holds samples that are not finite, so there is no " + vessel + ". Repair the series.");
		monitor.progress(0.5, "Finding the " + vessel);
		final float[] output = run(networks.get(vessel), field, model, monitor.part(0.5, 0.9));
		return switch (model.design().kind()) {
			case PROBABILITY -> expectation(vessel, scan.input(), cells, field, ProbabilityField.softmax(output, usable), parallel, monitor);
			case SEGMENTATION -> expectation(vessel, scan.input(), cells, field, best(output, usable, model.ranked()), parallel, monitor);
			case REGRESSION -> regression(vessel, cells, field, output, usable, monitor);
		};
	}

	private static float[] run(final Network network, final CellInput field, final AifnetModel model, final WorkMonitor monitor) {
		if (network instanceof TiledNetwork tiled) return tiled.run(field.shape(), field, monitor);
		return network.run(square(field.shape()), squared(field), monitor);
	}

	private static FieldShape square(final FieldShape head) {
		return new FieldShape(head.depth(), AifnetDesign.REGRESSION_CELLS, AifnetDesign.REGRESSION_CELLS, head.channels());
	}

	/** The head in the middle of a square field of fixed size, cut off if it is larger. */
	private static float[] squared(final CellInput field) {
		final FieldShape head = field.shape();
		final int side = AifnetDesign.REGRESSION_CELLS;
		final float[] values = new float[square(head).values()];
		final int width = Math.min(side, head.width());
		final int height = Math.min(side, head.height());
		final FieldBox part = new FieldBox(0, (head.height() - height) / 2, (head.width() - width) / 2, head.depth(), height, width);
		final float[] inner = new float[part.shape(head.channels()).values()];
		field.read(part, inner);
		final int row = width * head.channels();
		for (int z = 0; z < head.depth(); z++)
			for (int y = 0; y < height; y++)
				System.arraycopy(inner, (z * height + y) * row, values, ((z * side + (side - height) / 2 + y) * side + (side - width) / 2) * head.channels(), row);
		return values;
	}

	/** @return equal probabilities of the cells that are surest to be vessel */
	private static float[] best(final float[] output, final BitSet usable, final int ranked) {
		final float[] probability = new float[output.length / 2];
		final int[] cells = usable.stream().boxed().sorted(Comparator.comparingDouble(c -> output[2 * c] - output[2 * c + 1])).limit(ranked).mapToInt(Integer::intValue).toArray();
		for (final int cell : cells)
			probability[cell] = 1f / cells.length;
		return probability;
	}

	private AifnetResult expectation(final Vessel vessel, final ConcentrationSeries input, final CellSeries cells, final CellInput field, final float[] ofHead, final Parallel parallel, final WorkMonitor monitor) {
		final float[] ofCells = new float[cells.grid().count()];
		for (int i = 0; i < ofHead.length; i++)
			ofCells[field.cell(i)] = ofHead[i];
		final double[] curve = CellCurves.sum(cells, ofCells);
		final Volume probability = cells.onVoxels(ofCells, monitor);
		final double factor = vessel == Vessel.VOF ? Recalibration.factor(curve, probability, input.slices(), parallel, monitor.part(0.9, 1)) : 1;
		final TimeCurve scaled = new TimeCurve(input.time(), curve).scaled(factor);
		return new AifnetResult(new VascularFunction(vessel, scaled, StrongestVoxels.of(probability, monitor), "AIFNet"), probability, factor, CellCurves.rises(cells, ofCells));
	}

	/** A regression network gives a shape in its own frames: it is brought to those of the scan, and to the height of the cell that follows it best. */
	private static AifnetResult regression(final Vessel vessel, final CellSeries cells, final CellInput field, final float[] output, final BitSet usable, final WorkMonitor monitor) {
		final TimeGrid time = cells.time();
		final double[] shape = new double[output.length];
		for (int t = 0; t < shape.length; t++)
			shape[t] = output[t] - (double) output[0];
		final double[] curve = new CurveResampler(field.times().times(), time, Interpolation.LINEAR).resample(shape);
		final double scale = RegressionScale.of(curve, cells, field, usable, monitor);
		return new AifnetResult(new VascularFunction(vessel, new TimeCurve(time, curve).scaled(scale), List.of(), "AIFNet (regression)"), new Volume(cells.grid().voxels()), 1, RiseTimes.UNKNOWN);
	}

	@Override
	public Map<String, String> facts(final Vessel vessel) {
		final AifnetModel model = models.get(vessel);
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("engine", engine.description());
		facts.put("network", model.design().kind().name().toLowerCase(Locale.ROOT) + ", " + model.design().layers() + " layers");
		facts.put("weights_sha256", AifnetModelFile.checksum(model));
		model.facts().forEach((name, value) -> facts.put("model_" + name, value));
		return facts;
	}

	@Override
	public void close() {
		networks.values().forEach(Network::close);
	}
}
