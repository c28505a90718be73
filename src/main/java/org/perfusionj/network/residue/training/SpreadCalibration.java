package org.perfusionj.network.residue.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.work.WorkMonitor;

/**
 * How predicted standard deviations must be stretched so that the interval of one standard deviation around an estimate covers the truth as often as it should.
 *
 * @param cbfFactor on the predicted standard deviation of CBF, which is that of ln CBF times CBF
 * @param delayFactor on that of the delay
 */
public record SpreadCalibration(double cbfFactor, double delayFactor) {

	/** Part of the truth in the interval. */
	public static final double COVERAGE = 0.68;
	/** Leaves everything as it is. */
	public static final SpreadCalibration NONE = new SpreadCalibration(1, 1);

	/**
	 * Errors of held-out curves in predicted standard deviations, in order of size.
	 *
	 * @param cbf of CBF
	 * @param delay of the delay
	 */
	private record Errors(double[] cbf, double[] delay) {
	}

	/**
	 * How often the truth lies in the interval.
	 *
	 * @param cbf part of the curves, 0 to 1
	 * @param delay part of the curves, 0 to 1
	 * @param curves number of curves
	 */
	public record Coverage(double cbf, double delay, int curves) {
	}

	/**
	 * @param network whose outputs have {@link ResidueDesign#SPREAD}
	 * @param examples held-out scans
	 * @param monitor asked for cancellation
	 * @throws IOException if scans cannot be read
	 */
	public static SpreadCalibration of(final GraphNetwork network, final Examples examples, final WorkMonitor monitor) throws IOException {
		final Errors errors = errors(network, examples, monitor);
		return new SpreadCalibration(quantile(errors.cbf), quantile(errors.delay));
	}

	/**
	 * @param network the same
	 * @param examples other held-out scans
	 * @param monitor asked for cancellation
	 * @return how often the truth lies in the intervals with these factors
	 * @throws IOException if scans cannot be read
	 */
	public Coverage coverage(final GraphNetwork network, final Examples examples, final WorkMonitor monitor) throws IOException {
		final Errors errors = errors(network, examples, monitor);
		return new Coverage(within(errors.cbf, cbfFactor), within(errors.delay, delayFactor), errors.cbf.length);
	}

	private static double quantile(final double[] sorted) {
		return sorted[(int) Math.ceil(COVERAGE * sorted.length) - 1];
	}

	private static double within(final double[] errors, final double factor) {
		return (double) Arrays.stream(errors).filter(error -> error <= factor).count() / errors.length;
	}

	private static Errors errors(final GraphNetwork network, final Examples examples, final WorkMonitor monitor) throws IOException {
		double[] cbf = new double[0];
		double[] delay = new double[0];
		for (int n = 0; n < examples.size(); n++) {
			monitor.check();
			final ScanExamples scan = examples.read(n);
			final ScanTruth truth = scan.truth();
			final Map<String, Tensor> outputs = network.run(scan.inputs());
			final float[] delays = outputs.get(ResidueDesign.DELAY).values();
			final float[] residues = outputs.get(ResidueDesign.RESIDUE).values();
			final float[] spreads = outputs.get(ResidueDesign.SPREAD).values();
			final int at = cbf.length;
			cbf = Arrays.copyOf(cbf, at + truth.curves());
			delay = Arrays.copyOf(delay, at + truth.curves());
			for (int i = 0; i < truth.curves(); i++) {
				final double flow = residues[i * truth.frames()];
				cbf[at + i] = inSpreads(flow - truth.residue()[i * truth.frames()], flow * spreads[2 * i]);
				delay[at + i] = inSpreads(delays[i] - truth.delayS()[i], spreads[2 * i + 1]);
			}
		}
		Arrays.sort(cbf);
		Arrays.sort(delay);
		return new Errors(cbf, delay);
	}

	private static double inSpreads(final double error, final double spread) {
		return spread > 0 ? Math.abs(error) / spread : Double.POSITIVE_INFINITY;
	}
}
