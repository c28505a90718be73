package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.CircleOfWillis;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.perfusion.PerfusionModel;
import org.perfusionj.phantom.perfusion.PerfusionPoint;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.phantom.vessels.Vasculature;
import org.perfusionj.phantom.vessels.VesselBranch;
import org.perfusionj.phantom.vessels.Waypoint;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Arteries and the tissue that they feed belong to one circulation. */
class SupplyTest {

	private static final int HEADS = 8;
	private static final double REACH_MM = 8;
	private static final double STEP_MM = 2;
	private static final List<String> LAST = List.of("M4ang", "M4temp", "M4front", "M4centr", "A3peri", "CMA", "P4calc", "P4parocc");

	@Test
	void tissueBesideTheEndOfAnArteryGetsItsBloodAfterIt() {
		final TimeGrid time = new TimeGrid(0, 0.2, 301);
		int compared = 0;
		try (Parallel parallel = new Parallel(2)) {
			int heads = 0;
			for (int seed = 1; heads < HEADS; seed++) {
				final RandomStream random = new RandomStream(seed);
				final Subject subject = Subject.draw(random.named("subject"));
				final HeadAnatomy anatomy = new BuiltInTemplate().head(subject, random.named("anatomy"), parallel, WorkMonitor.SILENT);
				final CircleOfWillis circle = CircleOfWillis.draw(random.named("circle"));
				final PerfusionModel perfusion = PerfusionModel.draw(subject, Occlusion.NONE, circle, anatomy, random.named("perfusion"), WorkMonitor.SILENT);
				// which slows arteries and tissue at their borders differently
				if (perfusion.description().get("distractors").toString().contains("stenosis")) continue;
				heads++;
				final Vasculature vessels = Vasculature.draw(subject, HeadShape.identity(), anatomy, circle, perfusion, perfusion, Bolus.draw(subject, 60, random.named("bolus")), time, random.named("vessels"), parallel,
					WorkMonitor.SILENT);
				for (final VesselBranch branch : vessels.tree().branches())
					if (LAST.contains(branch.kind())) compared += compare(branch, last(vessels, branch.name()), anatomy, perfusion, "seed " + seed + ", lag " + subject.arterialLag());
			}
		}
		assertTrue(compared > 100 * HEADS, compared + " points");
	}

	private static BloodPool last(final Vasculature vessels, final String branch) {
		BloodPool last = null;
		for (final BloodPool pool : vessels.pools())
			if (pool.branch().equals(branch)) last = pool;
		return last;
	}

	private static int compare(final VesselBranch branch, final BloodPool end, final HeadAnatomy anatomy, final PerfusionModel perfusion, final String head) {
		final float[] fractions = new float[Tissue.COUNT];
		final PerfusionPoint point = new PerfusionPoint();
		final Waypoint place = branch.last();
		int compared = 0;
		for (double dz = -REACH_MM; dz <= REACH_MM; dz += STEP_MM)
			for (double dy = -REACH_MM; dy <= REACH_MM; dy += STEP_MM)
				for (double dx = -REACH_MM; dx <= REACH_MM; dx += STEP_MM) {
					if (dx * dx + dy * dy + dz * dz > REACH_MM * REACH_MM) continue;
					anatomy.fractions(place.x() + dx, place.y() + dy, place.z() + dz, fractions);
					final float grey = fractions[Tissue.GREY.ordinal()];
					final float white = fractions[Tissue.WHITE.ordinal()];
					if (grey + white < 0.5) continue;
					perfusion.sample(place.x() + dx, place.y() + dy, place.z() + dz, grey, white, point);
					assertTrue(point.arrivalS > end.arrivalS(), head + ": tissue at " + point.arrivalS + " s, " + branch.name() + " at " + end.arrivalS() + " s");
					assertTrue(point.dispersionS >= end.dispersionS(), head + ": dispersion of tissue " + point.dispersionS + " s, of " + branch.name() + " " + end.dispersionS() + " s");
					compared++;
				}
		return compared;
	}
}
