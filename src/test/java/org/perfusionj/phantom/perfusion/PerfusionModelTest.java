package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.CircleOfWillis.State;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class PerfusionModelTest {

	private static final HeadAnatomy HEAD = new EllipsoidHead();
	private static final Subject SUBJECT = new Subject(68, true, 0.42);
	/** Of the points at which cases are looked at, mm. */
	private static final double STEP_MM = 3;
	private static final int FEW_POINTS = 40;
	private static final double EDGE_MM = 7;

	static Stream<Occlusion> strokes() {
		return Occlusion.strokes().stream();
	}

	private static PerfusionModel draw(final Occlusion occlusion, final long seed) {
		return PerfusionModel.draw(SUBJECT, occlusion, CircleOfWillis.COMPLETE, HEAD, new RandomStream(seed), WorkMonitor.SILENT);
	}

	/** One case of each occlusion for the tests that ask for nothing special. */
	private static final long SEED = seedWithoutDistractors();
	private static final PerfusionModel HEALTHY = draw(Occlusion.NONE, SEED);
	private static final Map<Occlusion, PerfusionModel> STROKES = new EnumMap<>(Occlusion.class);

	private static long seedWithoutDistractors() {
		long seed = 1;
		while (new RandomStream(seed).named("old infarct").chance(0.2) || Stenosis.draw(Occlusion.NONE, new RandomStream(seed).named("stenosis")).isPresent())
			seed++;
		return seed;
	}

	private static PerfusionModel stroke(final Occlusion occlusion) {
		return STROKES.computeIfAbsent(occlusion, one -> draw(one, SEED));
	}

	/** Something to do at points of pure brain tissue. */
	private interface Visitor {

		void visit(double x, double y, double z, boolean grey, PerfusionPoint point);
	}

	private static void visit(final PerfusionModel model, final Visitor visitor) {
		final float[] fractions = new float[Tissue.COUNT];
		final PerfusionPoint point = new PerfusionPoint();
		for (double z = HEAD.brainBottomMm() + 1; z < HEAD.brainTopMm(); z += STEP_MM)
			for (double y = -102; y < 72; y += STEP_MM)
				for (double x = -66; x < 67; x += STEP_MM) {
					HEAD.fractions(x, y, z, fractions);
					final boolean grey = fractions[Tissue.GREY.ordinal()] == 1;
					if (!grey && fractions[Tissue.WHITE.ordinal()] < 1) continue;
					model.sample(x, y, z, grey ? 1 : 0, grey ? 0 : 1, point);
					visitor.visit(x, y, z, grey, point);
				}
	}

	private static boolean isOnSide(final Occlusion.Side side, final double x) {
		return x < 0 == (side == Occlusion.Side.LEFT);
	}

	private static double number(final PerfusionModel model, final String... path) {
		Object value = model.description();
		for (final String key : path)
			value = ((Map<?, ?>) value).get(key);
		return (Double) value;
	}

	@Test
	void healthyHeadHasNoLesionAndPlausibleValues() {
		final PerfusionModel model = HEALTHY;
		final double[] sums = new double[6];

		visit(model, (x, y, z, grey, point) -> {
			assertEquals(0, point.core);
			assertEquals(0, point.penumbra);
			assertTrue(point.state == TissueState.NORMAL || point.state == TissueState.OLD_INFARCT);
			assertTrue(point.cbf > 0 && point.cbv > 0 && point.densityChange <= 0);
			final double mtt = 60 * point.cbv / point.cbf;
			assertTrue(mtt > 2 && mtt < 9, "MTT " + mtt);
			assertTrue(point.arrivalS > 0 && point.arrivalS < 6, "arrival " + point.arrivalS);
			assertTrue(point.dispersionS >= 0.2 && point.dispersionS <= 1, "dispersion " + point.dispersionS);
			final int first = grey ? 0 : 3;
			sums[first]++;
			sums[first + 1] += point.cbf;
			sums[first + 2] += point.arrivalS;
		});

		assertTrue(model.clot().isEmpty());
		final double ratio = sums[1] / sums[0] / (sums[4] / sums[3]);
		assertTrue(ratio > 1.7 && ratio < 3, "grey to white " + ratio);
		final double later = sums[5] / sums[3] - sums[2] / sums[0];
		assertTrue(later > 0.3 && later < 2, "white matter is " + later + " s later");
		assertTrue(model.alpha() >= 1 && model.alpha() <= 3);
		assertEquals(0.0, number(model, "template_ml", "core"));
		assertFalse(model.description().containsKey("lesion"));
	}

	@ParameterizedTest
	@MethodSource("strokes")
	void lesionLiesInItsTerritory(final Occlusion occlusion) {
		final PerfusionModel model = stroke(occlusion);
		final ClotSite site = ClotSite.draw(occlusion, CircleOfWillis.COMPLETE, new RandomStream(SEED).named("clot"));
		final Map<TissueState, double[]> counts = new EnumMap<>(TissueState.class);

		visit(model, (x, y, z, grey, point) -> {
			assertTrue(point.core >= 0 && point.penumbra >= 0 && point.core + point.penumbra <= 1 + 1e-6);
			if (!isOnSide(occlusion.side(), x) && Math.abs(x) > BrainLattice.STEP_MM) assertEquals(0, point.core + point.penumbra);
			if (point.state == TissueState.CORE) assertTrue(point.core >= 0.5);
			final double[] count = counts.computeIfAbsent(point.state, state -> new double[2]);
			count[0]++;
			if (isFed(site, x, y, z)) count[1]++;
		});

		final double core = counts.get(TissueState.CORE)[0];
		final double penumbra = counts.get(TissueState.PENUMBRA)[0];
		final double oligaemia = counts.get(TissueState.OLIGAEMIA)[0];
		final double share = core / (core + penumbra + oligaemia);
		assertTrue(share > 0.05 && share < 0.6, "core is " + share + " of the hypoperfused tissue");
		assertTrue(counts.get(TissueState.CORE)[1] > 0.98 * core, "core lies in the territory");
		assertTrue(counts.get(TissueState.PENUMBRA)[1] > 0.95 * penumbra, "penumbra lies in the territory, but " + counts.get(TissueState.PENUMBRA)[1] / penumbra);
		// what is measured on the points is what the description says
		final double ml = STEP_MM * STEP_MM * STEP_MM / 1000;
		assertEquals(number(model, "template_ml", "penumbra"), penumbra * ml, 0.1 * penumbra * ml + 2);
		assertEquals(number(model, "template_ml", "core"), core * ml, 0.1 * core * ml + 2);
	}

	/** Whether the place or one that an irregular edge may reach from it belongs to the territory. */
	private static boolean isFed(final ClotSite site, final double x, final double y, final double z) {
		for (final double[] step : new double[][] { { 0, 0, 0 }, { EDGE_MM, 0, 0 }, { -EDGE_MM, 0, 0 }, { 0, EDGE_MM, 0 }, { 0, -EDGE_MM, 0 }, { 0, 0, EDGE_MM }, { 0, 0, -EDGE_MM } }) {
			final int territory = HEAD.territory(x + step[0], y + step[1], z + step[2]);
			if (territory > 0 && site.feeds(territory - (territory + 1) % 2, y + step[1])) return true;
		}
		return false;
	}

	@ParameterizedTest
	@MethodSource("strokes")
	void statesHaveTheValuesThatWereDrawn(final Occlusion occlusion) {
		final PerfusionModel model = stroke(occlusion);
		// streams are named: the same brain before the stroke
		final PerfusionModel healthy = HEALTHY;
		final double[][] sums = new double[8][4];
		final PerfusionPoint before = new PerfusionPoint();

		visit(model, (x, y, z, grey, point) -> {
			healthy.sample(x, y, z, grey ? 1 : 0, grey ? 0 : 1, before);
			if (before.state == TissueState.OLD_INFARCT || point.state == TissueState.OLD_INFARCT) return;
			final double delay = point.arrivalS - before.arrivalS;
			final int state = point.core > 0.98 ? 3 : point.penumbra > 0.98 ? 2 : point.state == TissueState.OLIGAEMIA && point.penumbra < 0.02 ? 1 : 0;
			if (state == 0 && (point.state != TissueState.NORMAL || isOnSide(occlusion.side(), x))) return;
			if (state == 2) assertTrue(delay > 3.8 && delay <= 12.2, "penumbra adds " + delay + " s");
			if (state == 3) assertTrue(delay > 5.7, "core adds " + delay + " s");
			final double[] sum = sums[2 * state + (grey ? 0 : 1)];
			sum[0]++;
			sum[1] += point.cbf / before.cbf;
			sum[2] += point.cbv / before.cbv;
			sum[3] += delay;
		});

		for (int tissue = 0; tissue < 2; tissue++) {
			final String over = tissue == 0 ? "grey_over_normal" : "white_over_normal";
			double least = -0.1;
			for (int state = 0; state < 4; state++) {
				final double[] sum = sums[2 * state + tissue];
				if (sum[0] < FEW_POINTS) continue;
				final double flow = sum[1] / sum[0];
				final double volume = sum[2] / sum[0];
				final double delay = sum[3] / sum[0];
				assertTrue(delay > least, "delay of state " + state + ": " + delay + " after " + least);
				least = delay;
				switch (state) {
					case 0 -> {
						assertEquals(1, flow, 1e-3);
						assertEquals(0, delay, 1e-3);
					}
					case 1 -> assertEquals(number(model, "lesion", "values", "oligaemia_delay_s"), delay, 1);
					case 2 -> {
						assertTrue(flow > 0.85 * number(model, "lesion", "values", over, "penumbra_cbf_at_core"), "penumbra " + flow);
						assertTrue(flow < 1.15 * number(model, "lesion", "values", over, "penumbra_cbf_at_border"), "penumbra " + flow);
						assertEquals(number(model, "lesion", "values", over, "penumbra_cbv"), volume, 0.15);
					}
					default -> {
						assertEquals(1, flow / number(model, "lesion", "values", over, "core_cbf"), 0.25);
						assertEquals(1, volume / number(model, "lesion", "values", over, "core_cbv"), 0.2);
					}
				}
			}
		}
	}

	@Test
	void edgesOfTheCoreAreFourToEightMillimetresWide() {
		for (final long seed : new long[] { SEED, SEED + 1 }) {
			final PerfusionModel model = draw(Occlusion.LEFT_M1, seed);
			final List<Double> widths = new ArrayList<>();
			visit(model, (x, y, z, grey, point) -> {
				if (Math.abs(point.core - 0.5) < 0.08 && x < -8) widths.add(width(model, x, y, z));
			});
			widths.sort(null);
			final double median = widths.get(widths.size() / 2);
			assertTrue(widths.size() > 50 && median > 4 && median < 8, "median width from 10 to 90 % is " + median + " mm");
			assertEquals(number(model, "lesion", "edge_mm"), median, 1.2);
		}
	}

	/** A Gaussian edge falls from 90 to 10 % over 2.563 standard deviations and is steepest at one half: 1 / (sd sqrt(2 pi)). */
	private static double width(final PerfusionModel model, final double x, final double y, final double z) {
		final double[] slope = { core(model, x + 1, y, z) - core(model, x - 1, y, z), core(model, x, y + 1, z) - core(model, x, y - 1, z), core(model, x, y, z + 1) - core(model, x, y, z - 1) };
		return 2.563 / Math.sqrt(2 * Math.PI) / (Math.sqrt(slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2]) / 2);
	}

	private static double core(final PerfusionModel model, final double x, final double y, final double z) {
		final PerfusionPoint point = new PerfusionPoint();
		model.sample(x, y, z, 1, 0, point);
		return point.core;
	}

	@Test
	void coreIsDarkerBeforeContrastAndPenumbraIsNot() {
		final PerfusionModel model = stroke(Occlusion.RIGHT_M1);
		final double change = number(model, "lesion", "core_density_change_hu");

		assertTrue(change <= -0.5 && change >= -4.5);
		visit(model, (x, y, z, grey, point) -> {
			// grey matter: lesions of age are in white matter
			if (!grey || point.state == TissueState.OLD_INFARCT) return;
			if (point.core > 0.99) assertEquals(change, point.densityChange, 0.1);
			if (point.penumbra > 0.999) assertEquals(0, point.densityChange, 0.01);
		});
	}

	@Test
	void mixturesOfTissueHaveTheSumOfFlowAndVolume() {
		final PerfusionModel model = stroke(Occlusion.LEFT_M1);
		final PerfusionPoint grey = new PerfusionPoint();
		final PerfusionPoint white = new PerfusionPoint();
		final PerfusionPoint mixed = new PerfusionPoint();
		model.sample(30, -20, 30, 1, 0, grey);
		model.sample(30, -20, 30, 0, 1, white);
		model.sample(30, -20, 30, 0.3, 0.5, mixed);

		assertEquals(0.3 * grey.cbf + 0.5 * white.cbf, mixed.cbf, 1e-9);
		assertEquals(0.3 * grey.cbv + 0.5 * white.cbv, mixed.cbv, 1e-9);
		assertTrue(mixed.arrivalS > grey.arrivalS && mixed.arrivalS < white.arrivalS);

		model.sample(30, -20, 30, 0, 0, mixed);
		assertEquals(0, mixed.cbf);
		assertEquals(0, mixed.cbv);
		model.sample(400, -400, 900, 0, 0, mixed);
		assertEquals(0, mixed.cbf);
	}

	@Test
	void oneSeedRepeatsAndTwoDiffer() {
		final PerfusionModel one = stroke(Occlusion.LEFT_M2);
		final PerfusionModel same = draw(Occlusion.LEFT_M2, SEED);
		final PerfusionModel other = draw(Occlusion.LEFT_M2, SEED + 1);
		final PerfusionPoint point = new PerfusionPoint();

		visit(one, (x, y, z, grey, there) -> {
			same.sample(x, y, z, grey ? 1 : 0, grey ? 0 : 1, point);
			assertEquals(there.cbf, point.cbf);
			assertEquals(there.cbv, point.cbv);
			assertEquals(there.arrivalS, point.arrivalS);
			assertEquals(there.core, point.core);
		});
		assertEquals(one.description(), same.description());
		assertNotEquals(one.description(), other.description());
		assertEquals(one.clot(), same.clot());
	}

	@Test
	void oldInfarctIsDarkAndNoPartOfTheAcuteLesion() {
		// of the seeds, the first with an old infarct
		long seed = 0;
		while (!new RandomStream(seed).named("old infarct").chance(0.2))
			seed++;
		final PerfusionModel model = draw(Occlusion.RIGHT_M2, seed);
		final double darkest = number(model, "distractors", "old_infarct", "density_change_hu");
		final List<?> place = (List<?>) ((Map<?, ?>) ((Map<?, ?>) model.description().get("distractors")).get("old_infarct")).get("place_template_mm");
		final PerfusionPoint centre = new PerfusionPoint();
		model.sample((Double) place.get(0), (Double) place.get(1), (Double) place.get(2), 1, 0, centre);

		assertTrue(darkest >= -22 && darkest <= -15);
		assertEquals(TissueState.OLD_INFARCT, centre.state);
		assertTrue(centre.densityChange < 0.6 * darkest, "centre " + centre.densityChange);
		assertTrue(centre.cbf < 0.65 * number(model, "normal_tissue", "grey_cbf_ml_100g_min"));
		assertEquals(0, centre.core + centre.penumbra, 0.1);
		visit(model, (x, y, z, grey, point) -> {
			if (point.state == TissueState.OLD_INFARCT) assertTrue(point.core < 0.3, "core " + point.core + " in an old infarct");
		});
	}

	@Test
	void stenosisSlowsItsSideWithoutALesion() {
		final BrainLattice brain = new BrainLattice(HEAD);
		final Watershed watershed = new Watershed(brain);
		final Fields fields = new Fields(brain.size());
		NormalTissue.draw(SUBJECT, new RandomStream(4)).fill(brain, watershed, CircleOfWillis.COMPLETE, fields, new RandomStream(5));
		final float[] flow = fields.greyCbf.clone();
		final float[] arrival = fields.greyArrival.clone();

		new Stenosis(Occlusion.Side.LEFT, 1.5, 0.85, 1.1, 0.5).apply(brain, watershed, CircleOfWillis.COMPLETE, Optional.empty(), fields);

		double least = Double.POSITIVE_INFINITY;
		double most = 0;
		for (final int i : brain.inside()) {
			final double late = fields.greyArrival[i] - arrival[i];
			final double ratio = fields.greyCbf[i] / flow[i];
			if (brain.x(i) > 0 || brain.leftTerritory(i) >= 25) {
				if (brain.x(i) > 0) assertEquals(1, ratio, 1e-3);
			}
			else if (brain.leftTerritory(i) <= 15 && brain.z(i) > 10) {
				assertTrue(ratio < 1 && ratio > 0.74, "flow " + ratio);
				assertTrue(late < 2.5, "late by " + late);
				least = Math.min(least, late);
				most = Math.max(most, late);
			}
		}
		assertTrue(most > 1.6 && least < 1.4, "the borders of the territories are latest: " + least + " to " + most);
		for (final int i : brain.inside())
			assertEquals(0, fields.core[i] + fields.penumbra[i] + fields.oligaemia[i]);
	}

	@Test
	void carotidOcclusionMakesThePosteriorTerritoryIllOnlyIfItFeedsIt() {
		final long seed = seedWith(ClotSite.CrossFlow.ANTERIOR);
		final PerfusionModel usual = draw(Occlusion.LEFT_ICA, seed);
		final PerfusionModel fetal = PerfusionModel.draw(SUBJECT, Occlusion.LEFT_ICA, CircleOfWillisTest.FETAL_LEFT, HEAD, new RandomStream(seed), WorkMonitor.SILENT);

		assertTrue(illShare(usual, 19) < 0.15, "without " + illShare(usual, 19));
		assertTrue(illShare(fetal, 19) > 0.9, "with " + illShare(fetal, 19));
		// a narrow territory, of which the irregular border with cerebellum and thalamus is a large part
		assertTrue(illShare(fetal, 17) > 0.6 && illShare(usual, 17) < 0.3, "with " + illShare(fetal, 17) + ", without " + illShare(usual, 17));
		assertEquals(0, illShare(fetal, 20));
		assertTrue(illShare(fetal, 21) < 0.5, "thalamus " + illShare(fetal, 21));
		assertEquals(VesselFate.OPEN, usual.of("P2_L", 0.5));
		assertNotEquals(VesselFate.OPEN, fetal.of("P2_L", 0.5));
	}

	@Test
	void carotidOcclusionMakesTheAnteriorTerritoryIllOnlyIfNoBloodCrosses() {
		final long seed = seedWith(ClotSite.CrossFlow.ANTERIOR);
		final PerfusionModel alone = PerfusionModel.draw(SUBJECT, Occlusion.LEFT_ICA, CircleOfWillisTest.NOT_JOINED, HEAD, new RandomStream(seed), WorkMonitor.SILENT);
		final PerfusionModel fedAcross = PerfusionModel.draw(SUBJECT, Occlusion.LEFT_ICA, CircleOfWillisTest.first(State.MISSING, State.USUAL), HEAD, new RandomStream(seed), WorkMonitor.SILENT);

		assertTrue(illShare(alone, 1) > 0.9, "alone " + illShare(alone, 1));
		assertTrue(illShare(fedAcross, 1) < 0.15, "fed from the other side " + illShare(fedAcross, 1));
		assertNotEquals(VesselFate.OPEN, alone.of("A2_L", 0.01));
		assertEquals(VesselFate.OPEN, fedAcross.of("A2_L", 0.01));
	}

	/** @return a seed whose carotid clot sits at the end of the artery in a complete circle */
	private static long seedWith(final ClotSite.CrossFlow crossFlow) {
		long seed = SEED;
		while (ClotSite.draw(Occlusion.LEFT_ICA, CircleOfWillis.COMPLETE, new RandomStream(seed).named("clot")).crossFlow() != crossFlow
			|| Stenosis.draw(Occlusion.LEFT_ICA, new RandomStream(seed).named("stenosis")).isPresent())
			seed++;
		return seed;
	}

	/** @return how much of a territory is not normal */
	private static double illShare(final PerfusionModel model, final int territory) {
		final int[] counts = new int[2];
		visit(model, (x, y, z, grey, point) -> {
			if (HEAD.territory(x, y, z) != territory) return;
			counts[0]++;
			if (point.state != TissueState.NORMAL && point.state != TissueState.OLD_INFARCT) counts[1]++;
		});
		return (double) counts[1] / counts[0];
	}

	@Test
	void occlusionThatWouldActOnBothSidesIsRefused() {
		final CircleOfWillis one = CircleOfWillisTest.first(State.USUAL, State.MISSING);

		assertThrows(IllegalArgumentException.class, () -> PerfusionModel.draw(SUBJECT, Occlusion.RIGHT_A, CircleOfWillisTest.AZYGOS, HEAD, new RandomStream(1), WorkMonitor.SILENT));
		assertThrows(IllegalArgumentException.class, () -> PerfusionModel.draw(SUBJECT, Occlusion.LEFT_ICA, one, HEAD, new RandomStream(1), WorkMonitor.SILENT));
	}

	@Test
	void stenosisSlowsTheTerritoriesThatItsArteryFeeds() {
		final BrainLattice brain = new BrainLattice(HEAD);
		final Watershed watershed = new Watershed(brain);
		final CircleOfWillis circle = new CircleOfWillis(true, false, State.USUAL, State.USUAL, State.USUAL, State.MISSING, State.USUAL, false);
		final Fields fields = new Fields(brain.size());

		new Stenosis(Occlusion.Side.LEFT, 1.5, 0.85, 1.1, 0.5).apply(brain, watershed, circle, Optional.empty(), fields);

		final double[] late = new double[31];
		final int[] count = new int[31];
		for (final int i : brain.inside()) {
			late[brain.territory(i)] += fields.greyArrival[i];
			count[brain.territory(i)]++;
		}
		for (final int fed : new int[] { 1, 2, 7, 19 })
			assertTrue(late[fed] / count[fed] > 1, "territory " + fed + ": " + late[fed] / count[fed]);
		for (final int spared : new int[] { 8, 20, 27 })
			assertTrue(late[spared] / count[spared] < 0.4, "territory " + spared + ": " + late[spared] / count[spared]);
	}

	@Test
	void fetalTypeArteryBringsBloodEarlier() {
		final PerfusionModel usual = draw(Occlusion.NONE, SEED);
		final PerfusionModel fetal = PerfusionModel.draw(SUBJECT, Occlusion.NONE, CircleOfWillisTest.FETAL_LEFT, HEAD, new RandomStream(SEED), WorkMonitor.SILENT);
		final PerfusionPoint before = new PerfusionPoint();

		visit(fetal, (x, y, z, grey, point) -> {
			usual.sample(x, y, z, grey ? 1 : 0, grey ? 0 : 1, before);
			if (x > BrainLattice.STEP_MM) assertEquals(before.arrivalS, point.arrivalS, 1e-9);
			else assertTrue(point.arrivalS <= before.arrivalS + 1e-6);
		});
		usual.sample(-15, -85, 0, 1, 0, before);
		final double usualS = before.arrivalS;
		fetal.sample(-15, -85, 0, 1, 0, before);
		assertTrue(before.arrivalS < usualS - 0.1, before.arrivalS + " after " + usualS);
	}

	@Test
	void frequenciesOfDistractorsAreThoseThatWereChosen() {
		int stenoses = 0;
		int old = 0;
		int young = 0;
		for (int i = 0; i < 2000; i++) {
			if (Stenosis.draw(Occlusion.NONE, new RandomStream(i)).isPresent()) stenoses++;
			if (WhiteMatterLesions.draw(new Subject(80, true, 0.4), new RandomStream(i)).isPresent()) old++;
			if (WhiteMatterLesions.draw(new Subject(40, true, 0.4), new RandomStream(i)).isPresent()) young++;
			Stenosis.draw(Occlusion.LEFT_ICA, new RandomStream(i)).ifPresent(one -> assertEquals(Occlusion.Side.RIGHT, one.side()));
		}
		assertEquals(0.12, stenoses / 2000.0, 0.03);
		assertEquals(0.78, old / 2000.0, 0.05);
		assertEquals(0, young);
	}

	@ParameterizedTest
	@MethodSource("strokes")
	void descriptionAndClotAreComplete(final Occlusion occlusion) {
		final PerfusionModel model = stroke(occlusion);
		final Clot clot = model.clot().orElseThrow();

		assertEquals(occlusion.key(), model.description().get("occlusion"));
		assertTrue(((Map<?, ?>) model.description().get("lesion")).keySet().containsAll(List.of("site", "collaterals", "collateral_grade", "onset_hours", "edge_mm", "clot", "values", "arteries")));
		assertTrue(((Map<?, ?>) model.description().get("template_ml")).keySet().containsAll(List.of("core", "penumbra", "oligaemia", "old_infarct", "normal")));
		assertTrue(model.description().containsKey("distractors"));
		assertTrue(clot.branch().endsWith(occlusion.side() == Occlusion.Side.LEFT ? "_L" : "_R"));
		assertTrue(isOnSide(occlusion.side(), clot.x()));
		assertTrue(clot.fromFraction() >= 0 && clot.fromFraction() < clot.toFraction() && clot.toFraction() <= 1);
		assertTrue(clot.hu() >= 45 && clot.hu() <= 80);
		assertTrue(clot.lengthMm() >= 2 && clot.lengthMm() <= 30, clot.lengthMm() + " mm");
		assertFalse(model.of(clot.branch(), (clot.fromFraction() + clot.toFraction()) / 2).filled());
	}

	@Test
	void headWithoutTheTerritoryIsRefused() {
		final HeadAnatomy bare = new HeadAnatomy() {

			@Override
			public void fractions(final double x, final double y, final double z, final float[] fractions) {
				HEAD.fractions(x, y, z, fractions);
			}

			@Override
			public int territory(final double x, final double y, final double z) {
				final int territory = HEAD.territory(x, y, z);
				return territory == 0 ? 0 : 29 + (territory + 1) % 2;
			}

			@Override
			public double brainBottomMm() {
				return HEAD.brainBottomMm();
			}

			@Override
			public double brainTopMm() {
				return HEAD.brainTopMm();
			}
		};

		final PerfusionException refused = assertThrows(PerfusionException.class, () -> PerfusionModel.draw(SUBJECT, Occlusion.LEFT_A, CircleOfWillis.COMPLETE, bare, new RandomStream(1), WorkMonitor.SILENT));
		assertTrue(refused.getMessage().contains("territory"), refused.getMessage());
	}

	@Test
	void cortexGetsItsBloodAfterTheEndsOfItsArteries() {
		// the template's arteries end 0.95 s (M4) to 1.05 s (A3, P4) after the root, times the lag of the subject
		for (final double lag : new double[] { 0.8, 1, 2 }) {
			final Subject subject = new Subject(65, true, 0.43, 1 / lag, lag, 0.35);
			for (int seed = 0; seed < 5; seed++) {
				final NormalTissue tissue = NormalTissue.draw(subject, new RandomStream(seed));
				final BrainLattice brain = new BrainLattice(HEAD);
				final Fields fields = new Fields(brain.size());
				tissue.fill(brain, new Watershed(brain), CircleOfWillis.COMPLETE, fields, new RandomStream(seed));
				double sum = 0;
				int count = 0;
				for (final int i : brain.inside())
					if (brain.leftTerritory(i) >= 7 && brain.leftTerritory(i) <= 13) {
						sum += fields.greyArrival[i];
						count++;
					}
				assertTrue(sum / count > 0.95 * lag, "lag " + lag + ": " + sum / count + " s");
			}
		}
	}
}
