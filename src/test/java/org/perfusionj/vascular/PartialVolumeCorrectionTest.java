package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;

class PartialVolumeCorrectionTest {

	/** Area 2 x 20, peak 10; area 2 x 60, peak 20. */
	private final VascularFunction aif = function(Vessel.AIF, 0, 2, 10, 6, 2, 0, 0, 0, 0, 0);
	private final VascularFunction vof = function(Vessel.VOF, 0, 0, 0, 10, 20, 15, 10, 5, 0, 0);
	private final MonitorLog log = new MonitorLog();

	private static VascularFunction function(final Vessel vessel, final double... values) {
		return new VascularFunction(vessel, new TimeCurve(new TimeGrid(0, 2, values.length), values), List.of(new Voxel(1, 2, 3)), "test");
	}

	@Test
	void equalizesTheAreas() {
		final VascularFunctions corrected = PartialVolumeCorrection.AREA.apply(aif, Optional.of(vof), log);

		assertEquals(3, corrected.partialVolumeFactor(), 1e-12);
		assertEquals(vof.curve().area(), corrected.aif().curve().area(), 1e-12);
		assertEquals(6, corrected.aif().curve().value(1), 1e-12);
		assertSame(aif, corrected.measuredAif());
		assertSame(vof, corrected.vof().get());
		assertEquals(aif.voxels(), corrected.aif().voxels());
		assertTrue(log.warnings().isEmpty(), log.lines().toString());
	}

	@Test
	void equalizesThePeaks() {
		final VascularFunctions corrected = PartialVolumeCorrection.PEAK.apply(aif, Optional.of(vof), log);

		assertEquals(2, corrected.partialVolumeFactor(), 1e-12);
		assertEquals(20, Arrays.stream(corrected.aif().curve().values()).max().getAsDouble(), 1e-12);
	}

	@Test
	void doesNothingWhenNotAskedOrWithoutAVof() {
		final VascularFunctions none = PartialVolumeCorrection.NONE.apply(aif, Optional.of(vof), log);
		assertSame(aif, none.aif());
		assertEquals(1, none.partialVolumeFactor());
		assertTrue(log.lines().isEmpty());

		final VascularFunctions noVof = PartialVolumeCorrection.AREA.apply(aif, Optional.empty(), log);
		assertSame(aif, noVof.aif());
		assertEquals(1, log.warnings().size());
	}

	@Test
	void neverShrinksTheAif() {
		for (final PartialVolumeCorrection correction : List.of(PartialVolumeCorrection.AREA, PartialVolumeCorrection.PEAK)) {
			final VascularFunctions corrected = correction.apply(vof, Optional.of(aif), log);

			assertSame(vof, corrected.aif());
			assertEquals(1, corrected.partialVolumeFactor());
		}
		assertEquals(2, log.warnings().size());
	}

	@Test
	void warnsOfALargeFactorAndOfACutOffVof() {
		final double[] small = aif.curve().scaled(0.2).values();
		final double[] cutOff = { 0, 0, 0, 10, 20, 30, 25, 20, 18, 16 };

		final VascularFunctions corrected = PartialVolumeCorrection.AREA.apply(function(Vessel.AIF, small), Optional.of(function(Vessel.VOF, cutOff)), log);

		assertTrue(corrected.partialVolumeFactor() > 5);
		assertEquals(2, log.warnings().size(), log.lines().toString());
		assertTrue(log.warnings().get(1).contains("60 %"), log.warnings().get(1));
	}

	@Test
	void leavesAnAifOfNoAreaAlone() {
		final VascularFunction below = function(Vessel.AIF, 0, -5, 2, -5, 0, 0, 0, 0, 0, 0);

		final VascularFunctions corrected = PartialVolumeCorrection.AREA.apply(below, Optional.of(vof), log);

		assertArrayEquals(below.curve().values(), corrected.aif().curve().values());
		assertEquals(1, log.warnings().size());
	}

	@Test
	void isFoundByItsKey() {
		for (final PartialVolumeCorrection correction : PartialVolumeCorrection.values())
			assertSame(correction, PartialVolumeCorrection.of(" " + correction.key().toUpperCase()));
		assertTrue(assertThrows(PerfusionException.class, () -> PartialVolumeCorrection.of("volume")).getMessage().contains("area, peak or none"));
	}
}
