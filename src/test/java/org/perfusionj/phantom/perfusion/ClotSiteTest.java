package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.perfusionj.phantom.perfusion.CircleOfWillis.State;
import org.perfusionj.phantom.perfusion.ClotSite.CrossFlow;
import org.perfusionj.simulation.RandomStream;

/** What the circle of Willis says about clots. */
class ClotSiteTest {

	private static final int DRAWS = 300;

	private static <T> Set<T> drawn(final Occlusion occlusion, final CircleOfWillis circle, final Function<ClotSite, T> what) {
		return IntStream.range(0, DRAWS).mapToObj(seed -> what.apply(ClotSite.draw(occlusion, circle, new RandomStream(seed)))).collect(Collectors.toSet());
	}

	private static ClotSite end(final CircleOfWillis circle, final CrossFlow crossFlow) {
		return new ClotSite(Occlusion.Side.LEFT, Artery.ICA, 0.9, 1, 60, crossFlow, circle);
	}

	private static List<Integer> fed(final ClotSite site) {
		return IntStream.iterate(1, i -> i <= 29, i -> i + 2).filter(territory -> site.feeds(territory, 0)).boxed().toList();
	}

	@Test
	void bloodCrossesToAnOccludedCarotidArteryOnlyIfTheOtherFirstSegmentAndTheCommunicatingArteryCarryIt() {
		assertEquals(EnumSet.of(CrossFlow.ANTERIOR, CrossFlow.WHOLE), drawn(Occlusion.LEFT_ICA, CircleOfWillis.COMPLETE, ClotSite::crossFlow));
		assertEquals(EnumSet.of(CrossFlow.NONE), drawn(Occlusion.LEFT_ICA, CircleOfWillisTest.NOT_JOINED, ClotSite::crossFlow));
		// the posterior communicating artery may still feed the end of the carotid artery
		assertFalse(drawn(Occlusion.LEFT_ICA, CircleOfWillisTest.first(State.USUAL, State.SMALL), ClotSite::crossFlow).contains(CrossFlow.ANTERIOR));
		assertTrue(drawn(Occlusion.LEFT_ICA, CircleOfWillisTest.AZYGOS, ClotSite::crossFlow).contains(CrossFlow.ANTERIOR));
		for (final State anterior : new State[] { State.SMALL, State.MISSING }) {
			final CircleOfWillis fetal = new CircleOfWillis(true, false, State.USUAL, State.USUAL, State.USUAL, State.USUAL, anterior, false);
			// a fetal-type artery takes blood from the carotid artery, it brings none
			assertEquals(EnumSet.of(CrossFlow.NONE), drawn(Occlusion.LEFT_ICA, fetal, ClotSite::crossFlow));
			assertEquals(EnumSet.of(CrossFlow.NONE, CrossFlow.WHOLE), drawn(Occlusion.RIGHT_ICA, fetal, ClotSite::crossFlow));
		}
	}

	@Test
	void missingFirstSegmentOnTheSideOfTheClotSparesItsAnteriorArtery() {
		final CircleOfWillis circle = new CircleOfWillis(false, false, State.MISSING, State.USUAL, State.MISSING, State.USUAL, State.USUAL, false);

		// it leads no blood back to the carotid artery either
		assertEquals(EnumSet.of(CrossFlow.ANTERIOR), drawn(Occlusion.LEFT_ICA, circle, ClotSite::crossFlow));
		assertEquals(List.of(5, 7, 9, 11, 13, 15, 23), fed(ClotSite.draw(Occlusion.LEFT_ICA, circle, new RandomStream(1))));
		assertEquals(List.of(5, 7, 9, 11, 13, 15), fed(end(circle, CrossFlow.WHOLE)));
	}

	@Test
	void endOfTheCarotidArteryTakesTheAnteriorTerritoryUnlessBloodCrosses() {
		assertEquals(List.of(1, 3, 5, 7, 9, 11, 13, 15, 23), fed(end(CircleOfWillisTest.NOT_JOINED, CrossFlow.NONE)));
		assertEquals(List.of(5, 7, 9, 11, 13, 15, 23), fed(end(CircleOfWillis.COMPLETE, CrossFlow.ANTERIOR)));
	}

	@Test
	void carotidArteryTakesThePosteriorTerritoryOfAFetalTypeArtery() {
		assertEquals(List.of(5, 7, 9, 11, 13, 15, 17, 19, 23), fed(end(CircleOfWillisTest.FETAL_LEFT, CrossFlow.ANTERIOR)));
		final ClotSite right = new ClotSite(Occlusion.Side.RIGHT, Artery.ICA, 0.9, 1, 60, CrossFlow.ANTERIOR, CircleOfWillisTest.FETAL_LEFT);
		assertEquals(List.of(5, 7, 9, 11, 13, 15, 23), fed(right));
	}

	@Test
	void clotsOfThePosteriorArterySitBehindWhereTheCarotidArteryReachesIt() {
		final CircleOfWillis fetalAlone = new CircleOfWillis(true, false, State.USUAL, State.MISSING, State.USUAL, State.USUAL, State.USUAL, false);

		assertEquals(EnumSet.of(Artery.P2), drawn(Occlusion.LEFT_P, fetalAlone, ClotSite::artery));
		assertEquals(EnumSet.of(Artery.P1, Artery.P2), drawn(Occlusion.RIGHT_P, fetalAlone, ClotSite::artery));
		assertEquals(EnumSet.of(Artery.P2), drawn(Occlusion.RIGHT_P, CircleOfWillis.COMPLETE, ClotSite::artery));
	}

	@Test
	void clotsOfTheAnteriorArterySitWhereTheyTakeBloodFromTheirSideOnly() {
		assertEquals(EnumSet.of(Artery.A1, Artery.A2), drawn(Occlusion.LEFT_A, CircleOfWillisTest.NOT_JOINED, ClotSite::artery));
		for (final CircleOfWillis circle : Arrays.asList(CircleOfWillis.COMPLETE, CircleOfWillisTest.first(State.MISSING, State.USUAL), CircleOfWillisTest.first(State.USUAL, State.MISSING)))
			assertEquals(EnumSet.of(Artery.A2), drawn(Occlusion.LEFT_A, circle, ClotSite::artery));
	}
}
