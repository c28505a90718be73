package org.perfusionj.phantom.vessels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.perfusion.CircleOfWillis;
import org.perfusionj.phantom.perfusion.PerfusionField;
import org.perfusionj.phantom.perfusion.VesselFate;
import org.perfusionj.phantom.perfusion.VesselFates;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class VasculatureTest {

	private static final Subject SUBJECT = new Subject(60, false, 0.4);
	private static final HeadAnatomy HEAD = new EllipsoidHead();
	private static final PerfusionField HEALTHY = new EvenField(3, 4, 1, 0);
	private static final TimeGrid TIME = new TimeGrid(0, 0.1, 801);

	private static Bolus bolus(final long seed) {
		return Bolus.draw(SUBJECT, 80, new RandomStream(seed).named("bolus"));
	}

	private static CircleOfWillis circle(final long seed) {
		return CircleOfWillis.draw(new RandomStream(seed).named("circle"));
	}

	private static Vasculature draw(final long seed, final PerfusionField field, final VesselFates fates, final int threads) {
		try (Parallel parallel = new Parallel(threads)) {
			return Vasculature.draw(SUBJECT, HeadShape.identity(), HEAD, circle(seed), field, fates, bolus(seed), TIME, new RandomStream(seed).named("vessels"), parallel, WorkMonitor.SILENT);
		}
	}

	private static Vasculature healthy(final long seed) {
		return draw(seed, HEALTHY, VesselFates.ALL_OPEN, 2);
	}

	/** @return the main vessels of a head in their places, without blood */
	private static VesselTree placed(final long seed) {
		final RandomStream random = new RandomStream(seed);
		return VesselPlaces.draw(VesselVariants.draw(circle(seed), random.named("variants")).apply(VesselTree.template()), HEAD, random.named("places"));
	}

	/** @return the last pool of a branch */
	private static BloodPool last(final Vasculature vessels, final String branch) {
		BloodPool found = null;
		for (final BloodPool pool : vessels.pools())
			if (pool.branch().equals(branch)) found = pool;
		return found;
	}

	private static double peakS(final double[] curve) {
		int top = 0;
		for (int i = 1; i < curve.length; i++)
			if (curve[i] > curve[top]) top = i;
		return TIME.time(top);
	}

	private static double area(final double[] curve, final double fromS) {
		double sum = 0;
		for (int i = 0; i < curve.length && TIME.time(i) <= fromS + 60; i++)
			sum += curve[i];
		return sum;
	}

	@Test
	void sameSeedOnAnyNumberOfThreadsIsTheSame() {
		final Vasculature one = draw(3, HEALTHY, VesselFates.ALL_OPEN, 1);
		final Vasculature four = draw(3, HEALTHY, VesselFates.ALL_OPEN, 4);
		final Vasculature other = draw(4, HEALTHY, VesselFates.ALL_OPEN, 1);

		assertEquals(one.tubes(), four.tubes());
		assertEquals(one.description(), four.description());
		assertEquals(one.branchNames(), four.branchNames());
		for (int i = 0; i < one.pools().size(); i++)
			assertArrayEquals(one.pools().get(i).curve(), four.pools().get(i).curve());
		assertNotEquals(one.tubes(), other.tubes());
	}

	@Test
	void labelsNameTheirBranchAndPoolsAreFew() {
		for (int seed = 0; seed < 6; seed++) {
			final Vasculature vessels = healthy(seed);

			assertTrue(vessels.pools().size() > 700 && vessels.pools().size() <= 1500, vessels.pools().size() + " pools");
			assertEquals("ICA_R", vessels.branchNames().get(0));
			for (final BloodPool pool : vessels.pools())
				assertEquals(pool.branch(), vessels.branchNames().get(pool.label() - 1));
			for (final Tube tube : vessels.tubes())
				assertTrue(tube.pool() >= 0 && tube.pool() < vessels.pools().size());
		}
	}

	@Test
	void branchesStayJoinedAndDoNotCrossTheMidline() {
		for (int seed = 0; seed < 80; seed++) {
			final VesselTree tree = seed < 5 ? healthy(seed).tree() : placed(seed);
			for (final VesselBranch branch : tree.branches()) {
				for (int i = 1; i < branch.size(); i++)
					assertTrue(branch.point(i).distance(branch.point(i - 1)) < 25, branch.name() + " of seed " + seed + " leaps at point " + i);
				if (branch.parent().isEmpty() || !tree.has(branch.parent())) continue;
				final Waypoint joint = branch.vein() ? branch.last() : branch.first();
				final VesselBranch parent = tree.branch(branch.parent());
				assertEquals(0, parent.point(parent.nearest(joint)).distance(joint), 1.8, branch.name() + " at " + parent.name() + " of seed " + seed);
			}
			for (final String kind : List.of("A2", "A3peri", "CMA")) {
				if (!tree.has(kind + "_L") || tree.branch(kind + "_L").parent().equals("A2_R") || !tree.has("A2_L")) continue;
				tree.branch(kind + "_R").points().forEach(point -> assertTrue(point.x() > 0));
				tree.branch(kind + "_L").points().forEach(point -> assertTrue(point.x() < 0));
			}
		}
	}

	@Test
	void vesselsDifferBetweenHeadsByMillimetres() {
		final VesselTree template = VesselTree.template();
		final Map<String, double[]> squares = new HashMap<>();
		for (int seed = 0; seed < 40; seed++)
			for (final VesselBranch branch : placed(seed).branches()) {
				if (!template.has(branch.name()) || branch.size() != template.branch(branch.name()).size()) continue;
				final double[] sum = squares.computeIfAbsent(branch.kind(), unused -> new double[2]);
				for (int i = 0; i < branch.size(); i++) {
					sum[0] += Math.pow(branch.point(i).distance(template.branch(branch.name()).point(i)), 2) / 3;
					sum[1]++;
				}
			}

		final double base = Math.sqrt(squares.get("M1")[0] / squares.get("M1")[1]);
		final double cortex = Math.sqrt(squares.get("M4ang")[0] / squares.get("M4ang")[1]);
		assertTrue(base > 0.8 && base < 2.2, "M1 " + base);
		assertTrue(cortex > 2.2 && cortex < 6, "M4 " + cortex);
	}

	@Test
	void arteriesArriveAlongTheTree() {
		final Vasculature vessels = healthy(5);
		final Bolus bolus = bolus(5);

		for (final String side : List.of("_L", "_R")) {
			final double carotid = last(vessels, "ICA" + side).arrivalS();
			final double cortex = last(vessels, "M4ang" + side).arrivalS();
			assertTrue(carotid > 0 && carotid < last(vessels, "M1" + side).arrivalS());
			assertTrue(cortex > last(vessels, "M2inf" + side).arrivalS() && cortex < 2.5);
			assertTrue(peakS(last(vessels, "M4ang" + side).curve()) > peakS(last(vessels, "ICA" + side).curve()));
		}
		assertEquals(bolus.peakHu(), max(last(vessels, "ICA_L").curve()), 0.02 * bolus.peakHu());
	}

	private static double max(final double[] curve) {
		double max = 0;
		for (final double value : curve)
			max = Math.max(max, value);
		return max;
	}

	@Test
	void veinsAreLaterWiderAndLowerThanArteries() {
		final List<Double> lags = new ArrayList<>();
		for (int seed = 0; seed < 15; seed++) {
			final Vasculature vessels = healthy(seed);
			final double[] artery = last(vessels, "ICA_L").curve();
			final double[] sinus = last(vessels, "SSS").curve();
			final double onset = bolus(seed).onsetS();
			lags.add(peakS(sinus) - peakS(artery));

			assertTrue(max(sinus) < max(artery));
			final double drawn = (double) vessels.description().get("area_superior_sagittal_sinus_to_carotid");
			assertTrue(drawn >= 0.65 && drawn <= 1);
			assertEquals(drawn, area(sinus, onset) / area(bolus(seed).at(TIME), onset), 0.01);
			assertTrue(lags.get(seed) > 4 && lags.get(seed) < 10, "lag " + lags.get(seed));
		}
		final double mean = lags.stream().mapToDouble(Double::doubleValue).average().getAsDouble();
		assertTrue(mean > 5 && mean < 8.5, "mean lag " + mean);
	}

	@Test
	void venousCurveIsTheOutflowOfItsTissue() {
		final Vasculature vessels = healthy(8);
		final Bolus bolus = bolus(8);
		// independent: fine quadrature of bolus * density, and the lag of half a piece of vein
		final double step = 0.02;
		final double[] input = bolus.at(new TimeGrid(0, step, 4001), EvenField.ARRIVAL_S, EvenField.DISPERSION_S);
		final GammaTransit transit = new GammaTransit(3, 4);
		final double[] curve = vessels.pools().stream().filter(pool -> pool.branch().equals("VTrol_R")).findFirst().orElseThrow().curve();

		final double[] expected = new double[80];
		for (int s = 0; s < 80; s++)
			for (int k = 0; k <= 50 * s; k++)
				expected[s] += input[50 * s - k] * transit.density(k * step) * step;

		final double scale = curve[300] / expected[30];
		for (int s = 0; s < 80; s++)
			assertEquals(scale * expected[s], curve[10 * s], 0.04 * max(curve), "at " + s + " s");
	}

	@Test
	void lesionSideDrainsLaterAndLower() {
		final Vasculature vessels = draw(9, new EvenField(3, 4, 0.4, 4), VesselFates.ALL_OPEN, 2);

		for (final String vein : List.of("VTrol", "VFront", "VPar")) {
			final double[] left = last(vessels, vein + "_L").curve();
			final double[] right = last(vessels, vein + "_R").curve();
			assertTrue(peakS(left) > peakS(right) + 3, vein);
			assertTrue(max(left) < 0.85 * max(right), vein);
		}
		// the sinus is the flow-weighted mean: nearer the healthy side
		final double[] sinus = last(vessels, "SSS").curve();
		assertTrue(peakS(sinus) < (peakS(last(vessels, "VPar_L").curve()) + peakS(last(vessels, "VPar_R").curve())) / 2 + 1.5);
		assertTrue(max(sinus) > max(last(vessels, "VPar_L").curve()) && max(sinus) < max(last(vessels, "VPar_R").curve()));
	}

	@Test
	void curveChangesAlongTheSagittalSinusWhereVeinsJoin() {
		final Vasculature vessels = draw(9, new EvenField(3, 4, 0.4, 4), VesselFates.ALL_OPEN, 2);
		final List<double[]> curves = vessels.pools().stream().filter(pool -> pool.branch().equals("SSS")).map(BloodPool::curve).toList();

		final double[] front = curves.get(curves.size() / 4);
		final double[] back = curves.get(curves.size() - 1);

		assertTrue(Math.abs(max(front) - max(back)) > 0.005 * max(back) || Math.abs(peakS(front) - peakS(back)) > 0.3);
		assertTrue(peakS(back) >= peakS(front));
	}

	@Test
	void fatesEmptyDelayWidenAndLowerArteries() {
		final VesselFates fates = (branch, along) -> switch (branch) {
			case "M1_L" -> along > 0.5 ? VesselFate.EMPTY : VesselFate.OPEN;
			case "M2inf_L" -> new VesselFate(true, 4, 2, 0.6);
			case "M4front_L" -> VesselFate.EMPTY;
			default -> VesselFate.OPEN;
		};

		final Vasculature open = healthy(10);
		final Vasculature ill = draw(10, HEALTHY, fates, 2);

		boolean emptied = false;
		for (int i = 0; i < ill.pools().size(); i++) {
			final BloodPool pool = ill.pools().get(i);
			final boolean empty = max(pool.curve()) == 0;
			assertEquals(!empty, ill.filled(i), pool.branch());
			if (pool.branch().startsWith("M4front_L") || pool.branch().startsWith("pial_M4front_L")) assertFalse(ill.filled(i), pool.branch());
			else if (!pool.branch().equals("M1_L")) assertTrue(ill.filled(i), pool.branch());
			else emptied |= empty;
		}
		assertTrue(emptied);
		assertTrue(ill.filled(firstPool(ill, "M1_L")));
		final BloodPool late = last(ill, "M2inf_L");
		final BloodPool usual = last(open, "M2inf_L");
		assertEquals(4, late.arrivalS() - usual.arrivalS(), 1e-9);
		assertTrue(peakS(late.curve()) > peakS(usual.curve()) + 4.2);
		assertTrue(max(late.curve()) < 0.6 * max(usual.curve()));
		assertArrayEquals(last(open, "M2inf_R").curve(), last(ill, "M2inf_R").curve());
	}

	private static int firstPool(final Vasculature vessels, final String branch) {
		int i = 0;
		while (!vessels.pools().get(i).branch().equals(branch))
			i++;
		return i;
	}
}
