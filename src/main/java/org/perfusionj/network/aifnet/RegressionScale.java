package org.perfusionj.network.aifnet;

import java.util.BitSet;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.regression.SimpleRegression;

import org.perfusionj.work.WorkMonitor;

/** Height of a curve of which only the shape is known: that of the cell whose curve follows it best. */
final class RegressionScale {

	private RegressionScale() {}

	/**
	 * @param shape of the curve, on the times of the cells
	 * @param cells the scan
	 * @param field the cells that are looked at
	 * @param usable which of them may count
	 * @param monitor asked for cancellation
	 * @return factor, HU a unit of the shape; 1 if no cell rises with it
	 */
	static double of(final double[] shape, final CellSeries cells, final CellInput field, final BitSet usable, final WorkMonitor monitor) {
		double best = 0;
		double scale = 1;
		final double[] curve = new double[shape.length];
		for (int i = usable.nextSetBit(0); i >= 0; i = usable.nextSetBit(i + 1)) {
			monitor.check();
			for (int t = 0; t < curve.length; t++)
				curve[t] = cells.curves()[t][field.cell(i)];
			final double r = new PearsonsCorrelation().correlation(shape, curve);
			if (!(r > best)) continue;
			final SimpleRegression line = new SimpleRegression();
			for (int t = 0; t < curve.length; t++)
				line.addData(shape[t], curve[t]);
			best = r;
			scale = line.getSlope();
		}
		return scale;
	}
}
