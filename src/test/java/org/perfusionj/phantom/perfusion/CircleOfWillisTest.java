package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.perfusion.CircleOfWillis.State;
import org.perfusionj.phantom.perfusion.Occlusion.Side;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.phantom.vessels.Vasculature;
import org.perfusionj.phantom.vessels.VesselBranch;
import org.perfusionj.phantom.vessels.VesselTree;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class CircleOfWillisTest {

	private static final int HEADS = 4000;
	private static final List<CircleOfWillis> DRAWN = IntStream.range(0, HEADS).mapToObj(seed -> CircleOfWillis.draw(new RandomStream(seed))).toList();
	private static final List<Side> SIDES = List.of(Side.LEFT, Side.RIGHT);

	static final CircleOfWillis FETAL_LEFT = new CircleOfWillis(true, false, State.USUAL, State.USUAL, State.USUAL, State.USUAL, State.USUAL, false);
	static final CircleOfWillis AZYGOS = new CircleOfWillis(false, false, State.USUAL, State.USUAL, State.USUAL, State.USUAL, State.USUAL, true);
	/** The halves of the brain are on their own. */
	static final CircleOfWillis NOT_JOINED = new CircleOfWillis(false, false, State.MISSING, State.MISSING, State.USUAL, State.USUAL, State.MISSING, false);

	static CircleOfWillis first(final State left, final State right) {
		return new CircleOfWillis(false, false, State.USUAL, State.USUAL, left, right, State.USUAL, false);
	}

	static List<CircleOfWillis> variants() {
		return List.of(CircleOfWillis.COMPLETE, FETAL_LEFT, NOT_JOINED, AZYGOS, first(State.MISSING, State.USUAL), first(State.USUAL, State.MISSING), first(State.SMALL, State.USUAL));
	}

	private static double share(final Predicate<CircleOfWillis> variant) {
		return (double) DRAWN.stream().filter(variant).count() / HEADS;
	}

	@Test
	void variantsAreAsFrequentAsPublished() {
		// margins: four standard errors
		assertEquals(0.159, share(one -> one.fetalLeft() || one.fetalRight()), 0.024);
		assertEquals(0.023, share(one -> one.fetalLeft() && one.fetalRight()), 0.01);
		assertEquals(0.08, share(one -> one.firstLeft() != State.USUAL || one.firstRight() != State.USUAL), 0.018);
		assertEquals(0.01, share(CircleOfWillis::azygos), 0.007);
		assertEquals(0.773, share(one -> one.firstLeft() == State.USUAL && one.firstRight() == State.USUAL && one.anteriorCommunicating() == State.USUAL), 0.03);
		final double adults = share(one -> !one.fetalLeft() && !one.fetalRight());
		assertEquals(0.278, share(one -> one.communicatingLeft() != State.USUAL && one.communicatingRight() != State.USUAL) / adults, 0.035);
		assertTrue(share(one -> one.firstRight() != State.USUAL) > share(one -> one.firstLeft() != State.USUAL));
	}

	@Test
	void oneSeedRepeats() {
		assertEquals(DRAWN.get(17), CircleOfWillis.draw(new RandomStream(17)));
		assertTrue(DRAWN.stream().distinct().count() > 20);
	}

	@Test
	void variantsThatExcludeEachOtherAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new CircleOfWillis(true, false, State.SMALL, State.USUAL, State.USUAL, State.USUAL, State.USUAL, false));
		assertThrows(IllegalArgumentException.class, () -> first(State.SMALL, State.MISSING));
		assertThrows(IllegalArgumentException.class, () -> new CircleOfWillis(false, false, State.USUAL, State.USUAL, State.MISSING, State.USUAL, State.USUAL, true));
		assertThrows(IllegalArgumentException.class, () -> new CircleOfWillis(false, false, State.USUAL, State.USUAL, State.USUAL, State.SMALL, State.SMALL, false));
	}

	@Test
	void occlusionsOfAnteriorArteriesAreNotCombinedWithAnAzygosSegment() {
		assertFalse(AZYGOS.beside(Occlusion.LEFT_A).azygos());
		assertSame(AZYGOS, AZYGOS.beside(Occlusion.LEFT_ICA));
		assertSame(AZYGOS, AZYGOS.beside(Occlusion.NONE));
	}

	@Test
	void carotidArteriesThatFeedBothSidesAreNotOccluded() {
		final CircleOfWillis rightOnly = first(State.MISSING, State.USUAL);

		assertEquals(first(State.SMALL, State.USUAL), rightOnly.beside(Occlusion.RIGHT_ICA));
		assertSame(rightOnly, rightOnly.beside(Occlusion.LEFT_ICA));
		assertSame(rightOnly, rightOnly.beside(Occlusion.RIGHT_M1));
		assertSame(rightOnly, rightOnly.beside(Occlusion.NONE));
	}

	@Test
	void descriptionSaysWhatWasDrawn() {
		assertEquals("left", FETAL_LEFT.description().get("fetal_posterior_cerebral_artery"));
		assertEquals("left and right", NOT_JOINED.description().get("missing_posterior_communicating_artery"));
		assertEquals("missing", NOT_JOINED.description().get("anterior_communicating_artery"));
		assertEquals("right", first(State.USUAL, State.MISSING).description().get("missing_A1"));
		assertEquals("none", first(State.USUAL, State.MISSING).description().get("small_A1"));
		assertEquals(true, AZYGOS.description().get("azygos_A2"));
	}

	/** The perfusion's own idea of what feeds what is that of the vessels. */
	@ParameterizedTest
	@MethodSource("variants")
	void vesselsRunAsTheCircleSays(final CircleOfWillis circle) {
		final VesselTree tree = tree(circle);
		for (final Side side : SIDES)
			for (final Artery artery : Artery.values()) {
				if (!tree.has(artery.branch(side)) || circle.azygos() && circle.carotidOf(artery, side) == Side.NONE && artery.isBeyond(Artery.ICA)) continue;
				// a usual posterior communicating artery begins at the carotid artery too, but blood stands in it
				if (artery == Artery.POSTERIOR_COMMUNICATING && !circle.fetal(side)) continue;

				final String root = root(tree, artery.branch(side));

				final String expected = switch (circle.carotidOf(artery, side)) {
					case LEFT -> "ICA_L";
					case RIGHT -> "ICA_R";
					case NONE -> "V4_";
				};
				assertTrue(root.startsWith(expected), artery.branch(side) + " comes from " + root + ", not from " + expected);
			}
	}

	private static String root(final VesselTree tree, final String name) {
		VesselBranch branch = tree.branch(name);
		while (!branch.parent().isEmpty() && tree.has(branch.parent()))
			branch = tree.branch(branch.parent());
		return branch.name();
	}

	private static VesselTree tree(final CircleOfWillis circle) {
		final PerfusionField field = new PerfusionField() {

			@Override
			public double alpha() {
				return 3;
			}

			@Override
			public void sample(final double x, final double y, final double z, final double grey, final double white, final PerfusionPoint out) {
				out.cbf = 50 * grey + 20 * white;
				out.cbv = out.cbf / 15;
				out.arrivalS = 1;
				out.dispersionS = 0.5;
			}
		};
		try (Parallel parallel = new Parallel(2)) {
			final Bolus bolus = Bolus.draw(new Subject(60, false, 0.4), 60, new RandomStream(1));
			return Vasculature.draw(new Subject(60, true, 0.43), HeadShape.identity(), new EllipsoidHead(), circle, field, VesselFates.ALL_OPEN, bolus, new TimeGrid(0, 0.2, 301), new RandomStream(2), parallel, WorkMonitor.SILENT).tree();
		}
	}
}
