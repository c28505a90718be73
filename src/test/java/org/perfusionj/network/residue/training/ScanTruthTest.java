package org.perfusionj.network.residue.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.deconvolution.Reconstruction;
import org.perfusionj.network.residue.NormalisedScan;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurvePrior;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.Distribution;
import org.perfusionj.simulation.ScanPrior;
import org.perfusionj.simulation.SimulatedCurve;
import org.perfusionj.simulation.SimulatedScan;
import org.perfusionj.simulation.TrainingCurves;

/** The truth of simulated curves in the units that networks see. */
class ScanTruthTest {

	private static final int B = 12;

	private static SimulatedScan scan() {
		// narrow steps, so that frames before the rise are cut off and the trapezoid rule on the frames is nearly exact
		final CurvePrior prior = CurvePrior.broad(List.of(AifWidth.LITERATURE)).withScan(ScanPrior.fixed(0.25, 60)).withSnr(Distribution.fixed(25)).withAlpha(Distribution.uniform(1, 4));
		return new TrainingCurves(prior, CurveSimulator.STANDARD, 1).scan(3, B);
	}

	@Test
	void partsFitTogetherInNormalisedUnits() {
		final SimulatedScan scan = scan();
		final NormalisedScan seen = new NormalisedScan(scan.curves().get(0).aif(), 0.25);
		final ScanTruth truth = ScanTruth.of(scan, seen);
		final int n = seen.frames();
		assertEquals(B, truth.curves());
		assertEquals(n, truth.frames());
		assertEquals(240 - seen.first(), n);
		double aifSquares = 0;
		for (final double value : seen.aif())
			aifSquares += value * value;
		for (int i = 0; i < B; i++) {
			final SimulatedCurve curve = scan.curves().get(i);
			double squares = 0;
			for (int t = 0; t < n; t++)
				squares += Math.pow(truth.tissue()[i * n + t], 2);
			assertEquals(Math.sqrt(aifSquares), Math.sqrt(squares), 1e-4);
			assertEquals(curve.parameters().delayS(), truth.delayS()[i], 1e-5);
			// CBF / CBV is the same in all units: 60 / MTT per minute
			assertEquals(1 / curve.parameters().transit().mttS(), truth.residue()[i * n] / truth.cbv()[i], 1e-5);
			// what delay, local AIF and residue function stand for is the curve without noise
			final double[] rebuilt = new Reconstruction(0.25, 1).curve(part(truth.localAif(), i, n), part(truth.residue(), i, n), truth.delayS()[i]);
			assertArrayEquals(part(truth.clean(), i, n), rebuilt, 0.01);
			final double noise = truth.tissue()[i * n + 5] - truth.clean()[i * n + 5];
			final double factor = Math.sqrt(aifSquares) / Math.sqrt(lengthSquared(curve.tissue(), seen.first()));
			assertEquals(factor * (curve.tissue()[seen.first() + 5] - curve.clean()[seen.first() + 5]), noise, 1e-6);
		}
	}

	private static double lengthSquared(final double[] values, final int first) {
		double sum = 0;
		for (int t = first; t < values.length; t++)
			sum += values[t] * values[t];
		return sum;
	}

	private static double[] part(final float[] values, final int i, final int n) {
		final double[] part = new double[n];
		for (int t = 0; t < n; t++)
			part[t] = values[i * n + t];
		return part;
	}
}
