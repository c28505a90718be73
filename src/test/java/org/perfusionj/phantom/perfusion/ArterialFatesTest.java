package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.phantom.perfusion.CircleOfWillis.State;
import org.perfusionj.simulation.RandomStream;

class ArterialFatesTest {

	private static final BrainLattice BRAIN = new BrainLattice(new EllipsoidHead());
	private static final Watershed WATERSHED = new Watershed(BRAIN);

	/** The first lesion of the site whose collaterals are as good or as poor as is asked for. */
	private static Lesion lesion(final ClotSite site, final double from, final double to) {
		for (long seed = 0;; seed++) {
			final double collaterals = new RandomStream(seed).named("draws").uniform();
			if (collaterals < from || collaterals >= to) continue;
			final Lesion lesion = new Lesion(site, BRAIN, WATERSHED, new RandomStream(seed));
			assertEquals(collaterals, lesion.collaterals());
			return lesion;
		}
	}

	private static VesselFates fates(final Lesion lesion) {
		return new ArterialFates(lesion.site().circle(), Optional.of(lesion), Optional.empty(), new RandomStream(1));
	}

	private static ClotSite clot(final Artery artery, final double from, final double to, final ClotSite.CrossFlow crossFlow) {
		return new ClotSite(Occlusion.Side.LEFT, artery, from, to, 60, crossFlow, CircleOfWillis.COMPLETE);
	}

	private static ClotSite carotid(final CircleOfWillis circle, final ClotSite.CrossFlow crossFlow) {
		final boolean low = crossFlow == ClotSite.CrossFlow.WHOLE;
		return new ClotSite(Occlusion.Side.LEFT, Artery.ICA, low ? 0 : 0.9, low ? 0.3 : 1, 60, crossFlow, circle);
	}

	@Test
	void nothingFillsBeyondAClotWithPoorCollaterals() {
		final VesselFates fates = fates(lesion(clot(Artery.M1, 0.3, 0.8, ClotSite.CrossFlow.NONE), 0, 0.19));

		assertEquals(VesselFate.OPEN, fates.of("ICA_L", 0.9));
		assertEquals(VesselFate.OPEN, fates.of("M1_L", 0.2));
		assertEquals(VesselFate.EMPTY, fates.of("M1_L", 0.5));
		assertEquals(VesselFate.EMPTY, fates.of("M1_L", 0.95));
		for (final String branch : new String[] { "M2sup_L", "M2inf_L", "M4ang_L", "M4temp_L", "M4front_L", "M4centr_L" })
			assertEquals(VesselFate.EMPTY, fates.of(branch, 0.7), branch);
		for (final String branch : new String[] { "M1_R", "M2sup_R", "A1_L", "A2_L", "PCoA_L", "P1_L", "BA", "ACoA", "STA_L" })
			assertEquals(VesselFate.OPEN, fates.of(branch, 0.5), branch);
	}

	@Test
	void goodCollateralsFillFromTheEndsLateAndWide() {
		final VesselFates fates = fates(lesion(clot(Artery.M1, 0.3, 0.8, ClotSite.CrossFlow.NONE), 0.8, 1));

		final VesselFate end = fates.of("M4centr_L", 0.95);
		final VesselFate trunk = fates.of("M2sup_L", 0.3);
		assertTrue(end.filled() && trunk.filled());
		assertTrue(end.lateS() >= 2.3, "slow filling is at least 2.3 s late, not " + end.lateS());
		assertTrue(trunk.lateS() > end.lateS(), "blood comes from the ends of the branches");
		assertTrue(trunk.widerS() > 1 && trunk.flow() < 1);
		assertEquals(VesselFate.EMPTY, fates.of("M1_L", 0.5), "the clot itself");
	}

	@Test
	void noContrastFlowsWhereTheClotIs() {
		for (final Occlusion occlusion : Occlusion.strokes())
			for (int seed = 0; seed < 4; seed++) {
				final Lesion lesion = new Lesion(ClotSite.draw(occlusion, CircleOfWillis.COMPLETE, new RandomStream(seed)), BRAIN, WATERSHED, new RandomStream(seed));
				final Clot clot = lesion.site().clot();
				final VesselFates fates = fates(lesion);

				assertTrue(clot.holds(clot.fromFraction()) && clot.holds(clot.toFraction()));
				for (int i = 0; i <= 200; i++)
					if (clot.holds(i / 200.0)) assertFalse(fates.of(clot.branch(), i / 200.0).filled(), clot.branch() + " at " + i / 200.0);
			}
	}

	@Test
	void moderateCollateralsFillTheEndsOnly() {
		final VesselFates fates = fates(lesion(clot(Artery.M1, 0.3, 0.8, ClotSite.CrossFlow.NONE), 0.4, 0.5));

		assertTrue(fates.of("M4centr_L", 0.95).filled());
		assertFalse(fates.of("M1_L", 0.95).filled());
		assertFalse(fates.of("M2inf_L", 0.1).filled());
	}

	@Test
	void trunkOfTheMiddleArteryTakesOnlyItsBranches() {
		final VesselFates fates = fates(lesion(clot(Artery.M2_SUPERIOR, 0.2, 0.4, ClotSite.CrossFlow.NONE), 0, 0.19));

		assertFalse(fates.of("M4front_L", 0.5).filled());
		assertFalse(fates.of("M4centr_L", 0.5).filled());
		assertEquals(VesselFate.OPEN, fates.of("M2sup_L", 0.1));
		assertEquals(VesselFate.OPEN, fates.of("M2inf_L", 0.5));
		assertEquals(VesselFate.OPEN, fates.of("M4ang_L", 0.5));
		assertEquals(VesselFate.OPEN, fates.of("M1_L", 1));
	}

	@Test
	void branchBeforeTheClotStaysOpen() {
		final VesselFates fates = fates(lesion(clot(Artery.M2_INFERIOR, 0.6, 0.8, ClotSite.CrossFlow.NONE), 0, 0.19));

		assertEquals(VesselFate.OPEN, fates.of("M4temp_L", 0.5));
		assertFalse(fates.of("M4ang_L", 0.5).filled());
	}

	@Test
	void endOfTheCarotidArteryTakesTheAnteriorArteryUnlessItIsFedFromTheOtherSide() {
		final VesselFates alone = fates(lesion(clot(Artery.ICA, 0.9, 1, ClotSite.CrossFlow.NONE), 0, 0.19));
		final VesselFates crossed = fates(lesion(clot(Artery.ICA, 0.9, 1, ClotSite.CrossFlow.ANTERIOR), 0, 0.19));

		assertEquals(VesselFate.OPEN, alone.of("ICA_L", 0.5));
		assertFalse(alone.of("ICA_L", 0.95).filled());
		assertFalse(alone.of("M1_L", 0.5).filled());
		assertFalse(alone.of("A1_L", 0.5).filled());
		assertFalse(alone.of("CMA_L", 0.5).filled());
		assertFalse(crossed.of("M1_L", 0.5).filled());
		assertTrue(crossed.of("A2_L", 0.5).filled());
		assertTrue(crossed.of("A2_L", 0.5).lateS() > 0 && crossed.of("A2_L", 0.5).lateS() < 1);
	}

	@Test
	void openCircleGoesRoundALowClotOfTheCarotidArtery() {
		final VesselFates fates = fates(lesion(clot(Artery.ICA, 0, 0.3, ClotSite.CrossFlow.WHOLE), 0.3, 0.7));

		assertFalse(fates.of("ICA_L", 0.2).filled());
		assertFalse(fates.of("ICA_L", 0.5).filled());
		for (final String branch : new String[] { "M1_L", "M4ang_L", "A1_L", "A3peri_L" }) {
			assertTrue(fates.of(branch, 0.5).filled(), branch);
			assertTrue(fates.of(branch, 0.5).lateS() >= 0.5 && fates.of(branch, 0.5).lateS() <= 1.5, branch);
		}
	}

	@Test
	void endOfTheCarotidArteryTakesAFetalTypePosteriorArtery() {
		final String[] branches = { "PCoA_L", "P2_L", "P4calc_L", "P4parocc_L" };
		final VesselFates fetal = fates(lesion(carotid(CircleOfWillisTest.FETAL_LEFT, ClotSite.CrossFlow.ANTERIOR), 0, 0.19));
		final VesselFates usual = fates(lesion(carotid(CircleOfWillis.COMPLETE, ClotSite.CrossFlow.ANTERIOR), 0, 0.19));
		final VesselFates good = fates(lesion(carotid(CircleOfWillisTest.FETAL_LEFT, ClotSite.CrossFlow.ANTERIOR), 0.8, 1));
		final VesselFates low = fates(lesion(carotid(CircleOfWillisTest.FETAL_LEFT, ClotSite.CrossFlow.WHOLE), 0.3, 0.7));

		for (final String branch : branches) {
			assertFalse(fetal.of(branch, 0.5).filled(), branch);
			assertEquals(VesselFate.OPEN, usual.of(branch, 0.5), branch);
			assertEquals(VesselFate.OPEN, fetal.of(branch.replace("_L", "_R"), 0.5), branch);
			assertTrue(low.of(branch, 0.5).filled() && low.of(branch, 0.5).lateS() >= 0.5, branch);
		}
		assertEquals(VesselFate.OPEN, fetal.of("P1_L", 0.5));
		assertTrue(good.of("P4calc_L", 0.9).lateS() >= 2.3 && good.of("P4calc_L", 0.9).lateS() < good.of("P2_L", 0.2).lateS(), "collaterals fill it from its ends");
	}

	@Test
	void clotOfAFetalTypePosteriorArteryTakesItsBranches() {
		final ClotSite site = new ClotSite(Occlusion.Side.LEFT, Artery.P2, 0.2, 0.4, 60, ClotSite.CrossFlow.NONE, CircleOfWillisTest.FETAL_LEFT);

		final VesselFates fates = fates(lesion(site, 0, 0.19));

		assertEquals(VesselFate.OPEN, fates.of("PCoA_L", 0.5));
		assertEquals(VesselFate.OPEN, fates.of("P2_L", 0.1));
		assertFalse(fates.of("P2_L", 0.6).filled());
		assertFalse(fates.of("P4calc_L", 0.5).filled());
	}

	@Test
	void anteriorArteriesThatTheOtherCarotidArteryFeedsAreSpared() {
		for (final CircleOfWillis circle : new CircleOfWillis[] { CircleOfWillisTest.first(State.MISSING, State.USUAL), CircleOfWillisTest.AZYGOS })
			for (final ClotSite.CrossFlow crossFlow : new ClotSite.CrossFlow[] { ClotSite.CrossFlow.ANTERIOR, ClotSite.CrossFlow.WHOLE }) {
				final VesselFates fates = fates(lesion(carotid(circle, crossFlow), 0, 0.19));
				for (final String branch : new String[] { "A2_L", "A3peri_L", "CMA_L", "A2_R", "A3peri_R", "CMA_R" })
					assertEquals(VesselFate.OPEN, fates.of(branch, 0.5), branch);
			}
	}

	@Test
	void clotTakesTheBranchesOfASecondSegmentThatTheOtherSideFeeds() {
		final ClotSite site = new ClotSite(Occlusion.Side.LEFT, Artery.A2, 0.2, 0.4, 60, ClotSite.CrossFlow.NONE, CircleOfWillisTest.first(State.MISSING, State.USUAL));

		final VesselFates fates = fates(lesion(site, 0, 0.19));

		assertEquals(VesselFate.OPEN, fates.of("A2_L", 0.1));
		for (final String branch : new String[] { "A2_L", "A3peri_L", "CMA_L" })
			assertFalse(fates.of(branch, 0.6).filled(), branch);
		assertEquals(VesselFate.OPEN, fates.of("A2_R", 0.6));
	}

	@Test
	void stenosisMakesLateWhatItsArteryFeeds() {
		final Stenosis stenosis = new Stenosis(Occlusion.Side.LEFT, 1.5, 0.85, 1.1, 0.5);
		final VesselFate late = new VesselFate(true, stenosis.arteriesLateS(), 0.5, 1);

		final VesselFates fetal = new ArterialFates(CircleOfWillisTest.FETAL_LEFT, Optional.empty(), Optional.of(stenosis), new RandomStream(1));
		final VesselFates both = new ArterialFates(CircleOfWillisTest.first(State.USUAL, State.MISSING), Optional.empty(), Optional.of(stenosis), new RandomStream(1));
		final VesselFates none = new ArterialFates(CircleOfWillisTest.first(State.MISSING, State.USUAL), Optional.empty(), Optional.of(stenosis), new RandomStream(1));

		assertEquals(late, fetal.of("P4calc_L", 0.5));
		assertEquals(late, both.of("CMA_L", 0.5));
		assertEquals(late, both.of("CMA_R", 0.5));
		assertEquals(late, both.of("ACoA", 0.5));
		assertEquals(VesselFate.OPEN, both.of("M1_R", 0.5));
		assertEquals(VesselFate.OPEN, both.of("P4calc_L", 0.5));
		assertEquals(VesselFate.OPEN, none.of("CMA_L", 0.5));
		assertEquals(late, none.of("M1_L", 0.5));
	}

	@Test
	void anteriorAndPosteriorArteriesLoseTheirBranches() {
		final VesselFates anterior = fates(lesion(clot(Artery.A2, 0.2, 0.5, ClotSite.CrossFlow.NONE), 0, 0.19));
		final VesselFates posterior = fates(lesion(clot(Artery.P1, 0.2, 0.6, ClotSite.CrossFlow.NONE), 0, 0.19));

		assertEquals(VesselFate.OPEN, anterior.of("A1_L", 0.9));
		assertFalse(anterior.of("A3peri_L", 0.5).filled());
		assertFalse(anterior.of("CMA_L", 0.5).filled());
		assertFalse(posterior.of("P2_L", 0.5).filled());
		assertFalse(posterior.of("P4calc_L", 0.5).filled());
		assertEquals(VesselFate.OPEN, posterior.of("SCA_L", 0.5));
		assertEquals(VesselFate.OPEN, posterior.of("P4calc_R", 0.5));
	}

	@Test
	void stenosisMakesTheArteriesOfItsSideLate() {
		final Stenosis stenosis = new Stenosis(Occlusion.Side.RIGHT, 1.5, 0.85, 1.1, 0.5);
		final VesselFates fates = new ArterialFates(CircleOfWillis.COMPLETE, Optional.empty(), Optional.of(stenosis), new RandomStream(1));

		for (final String branch : new String[] { "ICA_R", "M1_R", "M4ang_R", "A2_R" })
			assertEquals(new VesselFate(true, stenosis.arteriesLateS(), 0.5, 1), fates.of(branch, 0.5), branch);
		assertEquals(1.2, stenosis.arteriesLateS(), 1e-9);
		assertEquals(VesselFate.OPEN, fates.of("ICA_L", 0.5));
		assertEquals(VesselFate.OPEN, fates.of("P2_R", 0.5));
	}

	@Test
	void stenosisBeforeAClotLeavesWhatComesThroughCollateralsAsItIs() {
		final Lesion lesion = lesion(clot(Artery.M1, 0.3, 0.8, ClotSite.CrossFlow.NONE), 0.8, 1);
		final Stenosis stenosis = new Stenosis(Occlusion.Side.LEFT, 1.5, 0.85, 1.1, 0.5);

		final VesselFates both = new ArterialFates(CircleOfWillis.COMPLETE, Optional.of(lesion), Optional.of(stenosis), new RandomStream(1));

		assertEquals(fates(lesion).of("M2sup_L", 0.5), both.of("M2sup_L", 0.5));
		assertEquals(1.2, both.of("M1_L", 0.1).lateS(), 1e-12);
		assertEquals(VesselFate.EMPTY, both.of("M1_L", 0.5));
	}
}
