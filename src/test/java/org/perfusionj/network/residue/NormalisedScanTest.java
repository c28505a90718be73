package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.perfusionj.work.PerfusionException;

/** What networks see of a scan. */
class NormalisedScanTest {

	/** Noise of up to 3, then a bolus with its peak of 200 at frame 9. */
	private static final double[] AIF = { 1, -3, 2, 3, -1, 1, 20, 80, 150, 200, 120, 60, 40, 30, 20, 10, 8 };

	private final NormalisedScan scan = new NormalisedScan(AIF, 1.5);

	@Test
	void beginsWithTheLastFrameBeforeTheRise() {
		assertEquals(5, scan.first());
		assertEquals(12, scan.frames());
		assertEquals(200, scan.peak());
		assertEquals(1.5, scan.stepS());
		assertArrayEquals(new double[] { 0.005, 0.1, 0.4, 0.75, 1, 0.6, 0.3, 0.2, 0.15, 0.1, 0.05, 0.04 }, scan.aif(), 1e-15);
	}

	@Test
	void anAifThatHasRisenFromTheFirstFrameIsTakenWhole() {
		assertEquals(0, new NormalisedScan(Arrays.copyOfRange(AIF, 6, 17), 1).first());
	}

	/** R of the normalised curve times what is returned is R of the curve: the convolution with the AIFs says so. */
	@Test
	void theScaleBringsTheResidueFunctionBack() {
		final double[] tissue = new double[AIF.length];
		for (int i = 0; i < AIF.length; i++)
			tissue[i] = i < 5 ? 77 : 0.25 * AIF[i];
		final float[] curve = new float[14];
		final float flow = scan.normalise(tissue, curve, 1);
		assertEquals(0.25, flow, 1e-7, "a quarter of the AIF; frames that are cut off do not count");
		assertEquals(0, curve[0]);
		assertEquals(0, curve[13]);
		for (int i = 0; i < 12; i++)
			assertEquals(scan.aif()[i], curve[1 + i], 1e-7, "the shape of the AIF, at its length");
	}

	@Test
	void blocksAreCurvesSideBySide() {
		final float[][] tissue = new float[AIF.length][4];
		for (int i = 0; i < AIF.length; i++)
			for (int v = 0; v < 4; v++)
				tissue[i][v] = (float) (AIF[i] * v + i);
		final float[] curves = new float[3 * 12];
		final float[] flow = new float[3];
		scan.normalise(tissue, 1, 3, curves, flow);
		for (int v = 0; v < 3; v++) {
			final double[] one = new double[AIF.length];
			for (int i = 0; i < one.length; i++)
				one[i] = tissue[i][1 + v];
			final float[] expected = new float[12];
			assertEquals(scan.normalise(one, expected, 0), flow[v]);
			assertArrayEquals(expected, Arrays.copyOfRange(curves, 12 * v, 12 * v + 12));
		}
	}

	@Test
	void curvesWithoutContrastHaveNoFlow() {
		final double[] negative = new double[AIF.length];
		Arrays.fill(negative, 5, AIF.length, -2);
		negative[9] = -1;
		final double[] flat = new double[AIF.length];
		Arrays.fill(flat, 3);
		final double[] notFinite = AIF.clone();
		notFinite[8] = Double.NaN;
		for (final double[] curve : new double[][] { new double[AIF.length], negative, flat, notFinite }) {
			final float[] normalised = new float[12];
			Arrays.fill(normalised, 9);
			assertEquals(0, scan.normalise(curve, normalised, 0));
			assertArrayEquals(new float[12], normalised);
		}
	}

	/** Tissue from two frames before the rise on, and an AIF that is there two frames too early. */
	@Test
	void withALeadTheTissueBeginsBeforeTheAif() {
		final NormalisedScan early = scan.early(3);
		assertEquals(2, early.lead());
		assertEquals(5, early.rise());
		assertEquals(3, early.first());
		assertEquals(14, early.frames());
		assertEquals(200, early.peak());
		assertEquals(1.5, early.stepS());
		assertArrayEquals(new double[] { 0.005, 0.1, 0.4, 0.75, 1, 0.6, 0.3, 0.2, 0.15, 0.1, 0.05, 0.04, 0.04, 0.04 }, early.aif(), 1e-15);
		// the AIF as the network sees it, as tissue
		final double[] tissue = new double[AIF.length];
		for (int i = 0; i < 14; i++)
			tissue[3 + i] = 50 * early.aif()[i];
		final float[] curve = new float[14];
		assertEquals(0.25, early.normalise(tissue, curve, 0), 1e-7);
		for (int i = 0; i < 14; i++)
			assertEquals(early.aif()[i], curve[i], 1e-7);
	}

	@Test
	void theLeadIsWholeFramesAndNoMoreThanThereAre() {
		assertEquals(0, scan.lead());
		assertEquals(3, scan.early(3.1).lead());
		assertEquals(5, scan.early(100).lead());
		assertEquals(0, scan.early(100).first());
		assertEquals(0, new NormalisedScan(Arrays.copyOfRange(AIF, 6, 17), 1).early(3).lead());
		assertArrayEquals(scan.early(3).aif(), scan.early(6).early(3).aif());
	}

	@Test
	void anAifThatCannotBeUsedIsRefused() {
		refused("The AIF is flat", new double[40]);
		refused("The AIF is flat", new double[0]);
		final double[] broken = AIF.clone();
		broken[2] = Double.NaN;
		refused("not a number at frame 3", broken);
		refused("The AIF rises at frame 6 of 14", Arrays.copyOf(AIF, 14));
	}

	private static void refused(final String reason, final double[] aif) {
		final String message = assertThrows(PerfusionException.class, () -> new NormalisedScan(aif, 1)).getMessage();
		assertTrue(message.contains(reason), message);
	}
}
