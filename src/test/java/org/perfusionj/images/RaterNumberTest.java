package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import ij.gui.PointRoi;
import ij.gui.Roi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;

class RaterNumberTest {

	@ParameterizedTest
	@ValueSource(strings = { "AIF", "VOF", "aif", " VOF ", "AIF-1", "AIF-2", "AIF 2", "VOF2", "AIF (selection)", "AIF-r1", "AIF_rater1", "AIF right 2", "AIF MCAr2", "AIF r", "AIF rater", "VOF r 2", "AIF-r0", "AIF-r2nd", "AIF-r2000",
		"AIF-0003-0045" })
	void everyOtherNameIsRater1s(final String name) {
		assertEquals(1, RaterNumber.of(name), name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "AIF-r2", "VOF_rater2", "aif r2", "AIF-R2", "AIFr2", "VOF Rater 2", "VOF-rater_2", "AIF left MCA r2", "AIF-r2 1", "AIF-r2-0007", "AIF 3 (r2)", "VOF-1r2" })
	void rAndRaterNameTheNumber(final String name) {
		assertEquals(2, RaterNumber.of(name), name);
	}

	@Test
	void numbersMayHaveSeveralDigits() {
		assertEquals(12, RaterNumber.of("AIF-r12"));
		assertEquals(3, RaterNumber.of("VOF rater3 r4"), "the first one counts");
	}

	private static Region region(final String name) {
		return new Region(name, List.of(new Voxel(1, 2, 0)));
	}

	@Test
	void roisAreSortedByRater() {
		final VascularRois rois = VascularRois.of(List.of(region("VOF-r2"), region("AIF-r2"), region("AIF"), region("tumour r2"), region("AIF-2"), region("VOF_rater3")));

		final var raters = rois.byRater();

		assertEquals(Set.of(1, 2, 3), raters.keySet());
		assertEquals(1, raters.firstKey());
		assertEquals(List.of("AIF", "AIF-2"), raters.get(1).aif().stream().map(Region::name).toList());
		assertTrue(raters.get(1).vof().isEmpty());
		assertEquals(List.of("AIF-r2"), raters.get(2).aif().stream().map(Region::name).toList());
		assertEquals(List.of("VOF-r2"), raters.get(2).vof().stream().map(Region::name).toList());
		assertEquals(List.of("VOF_rater3"), raters.get(3).vof().stream().map(Region::name).toList());
		assertTrue(raters.values().stream().allMatch(rater -> rater.regions().isEmpty()));
		assertEquals(5, rois.aif().size() + rois.vof().size(), "nothing is lost");
	}

	@Test
	void anEstimateIsNoRater() {
		final List<Roi> rois = new ArrayList<>();
		for (final RoiOrigin origin : RoiOrigin.values()) {
			final Roi roi = new PointRoi(3, 4);
			roi.setName("AIF " + origin);
			if (origin != RoiOrigin.DRAWN) origin.mark(roi);
			rois.add(roi);
		}
		assertEquals(List.of("AIF DRAWN", "AIF EXPERT"), HostRois.ofPeople(rois).stream().map(Roi::getName).toList());
	}
}
