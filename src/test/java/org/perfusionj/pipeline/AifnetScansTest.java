package org.perfusionj.pipeline;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.TestPhantoms;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.vascular.Vessel;

/** AIFNet with the shipped weights on scans of many kinds, against the truth: phantoms of the built-in head, which were not trained on. */
class AifnetScansTest {

	private static ShippedAifnet aifnet;

	@BeforeAll
	static void open() {
		aifnet = new ShippedAifnet(2);
	}

	@AfterAll
	static void end() {
		aifnet.close();
	}

	private static Phantom phantom(final long seed, final Occlusion occlusion, final int matrix, final double pixelMm, final int slices, final double sliceMm, final int frames, final double intervalS, final Timing timing) {
		return TestPhantoms.create(seed, occlusion, new ScanOptions(matrix, OptionalDouble.of(pixelMm), OptionalInt.of(slices), OptionalDouble.of(sliceMm), OptionalInt.of(frames), OptionalDouble.of(intervalS), timing, 1, 0), 2);
	}

	private static void assertCloseToTruth(final String what, final Phantom other) {
		final VesselResult result = aifnet.find(other.series());
		ShippedAifnet.assertClose(what, result, Vessel.AIF, other.truth().aif().expertCurve());
		ShippedAifnet.assertClose(what, result, Vessel.VOF, other.truth().vof().expertCurve());
	}

	@ParameterizedTest
	@EnumSource(value = Occlusion.class, names = { "LEFT_M1", "RIGHT_M1", "RIGHT_ICA" })
	void findsTheVesselsWhereverTheLesionIs(final Occlusion occlusion) {
		assertCloseToTruth(occlusion.key(), phantom(9310 + occlusion.ordinal(), occlusion, 128, 1.8, 2, 10, 50, 1, Timing.REGULAR));
	}

	@ParameterizedTest
	@CsvSource({ "512, 0.45, 1, 6", "96, 2.4, 2, 8", "128, 1.8, 15, 1" })
	void whateverTheMatrixAndTheSlicesAre(final int matrix, final double pixelMm, final int slices, final double sliceMm) {
		assertCloseToTruth(matrix + " x " + matrix + ", slices of " + sliceMm + " mm", phantom(9302, Occlusion.RIGHT_M1, matrix, pixelMm, slices, sliceMm, 30, 1.6, Timing.REGULAR));
	}

	@ParameterizedTest
	@CsvSource({ "90, 0.5, REGULAR", "16, 3, REGULAR", "35, 1, MIXED", "22, 2, SHUTTLE" })
	void andHoweverFramesAreSpaced(final int frames, final double intervalS, final Timing timing) {
		assertCloseToTruth(frames + " frames of " + intervalS + " s, " + timing.key(), phantom(9342, Occlusion.LEFT_M2, 128, 1.8, 2, 10, frames, intervalS, timing));
	}
}
