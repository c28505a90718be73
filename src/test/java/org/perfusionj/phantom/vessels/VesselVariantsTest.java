package org.perfusionj.phantom.vessels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.phantom.perfusion.CircleOfWillis;
import org.perfusionj.phantom.perfusion.CircleOfWillis.State;
import org.perfusionj.simulation.RandomStream;

class VesselVariantsTest {

	private static final int HEADS = 4000;

	private static final VesselTree TEMPLATE = VesselTree.template();
	private static final Map<String, Integer> COUNT = new HashMap<>();

	@BeforeAll
	static void count() {
		for (int seed = 0; seed < HEADS; seed++)
			VesselVariants.draw(CircleOfWillis.COMPLETE, new RandomStream(seed)).description().forEach((key, value) -> COUNT.merge(key + "=" + value, 1, Integer::sum));
	}

	private static double share(final String... cases) {
		int sum = 0;
		for (final String one : cases)
			sum += COUNT.getOrDefault(one, 0);
		return (double) sum / HEADS;
	}

	/** @return the tree of the first head with a variant */
	private static VesselTree first(final Predicate<Map<String, Object>> variant) {
		for (int seed = 0;; seed++) {
			final VesselVariants variants = VesselVariants.draw(CircleOfWillis.COMPLETE, new RandomStream(seed));
			if (variant.test(variants.description())) return variants.apply(TEMPLATE);
		}
	}

	/** @return the tree of a head with this circle of Willis and every other vessel drawn */
	private static VesselTree tree(final CircleOfWillis circle) {
		return VesselVariants.draw(circle, new RandomStream(1)).apply(TEMPLATE);
	}

	@Test
	void variantsAreAsFrequentAsPublished() {
		final String missing = "missing_transverse_sinus=";
		// margins: four standard errors
		assertEquals(0.15, share(missing + "left", missing + "right"), 0.023);
		assertTrue(share(missing + "left") > 2 * share(missing + "right"));
		assertEquals(0.55, share("dominant_transverse_sinus=right"), 0.08);
	}

	@Test
	void fetalArteryIsFedEarlyByTheCarotid() {
		final VesselTree tree = tree(new CircleOfWillis(true, false, State.USUAL, State.USUAL, State.USUAL, State.USUAL, State.USUAL, false));

		assertEquals("PCoA_L", tree.branch("P2_L").parent());
		assertTrue(tree.branch("P2_L").first().arrivalS() < TEMPLATE.branch("P2_L").first().arrivalS() - 0.1);
		assertTrue(tree.branch("P4calc_L").last().arrivalS() < TEMPLATE.branch("P4calc_L").last().arrivalS() - 0.1);
		assertTrue(tree.branch("PCoA_L").first().radiusMm() > 0.9);
		assertTrue(tree.branch("P1_L").first().radiusMm() < 0.6);
		assertEquals(TEMPLATE.branch("P2_R"), tree.branch("P2_R"));
	}

	@Test
	void missingFirstSegmentIsFedAcrossTheMidline() {
		for (final String side : new String[] { "left", "right" }) {
			final String suffix = side.equals("left") ? "_L" : "_R";
			final VesselTree tree = tree(new CircleOfWillis(false, false, State.USUAL, State.USUAL, missing(side.equals("left")), missing(side.equals("right")), State.USUAL, false));

			assertFalse(tree.has("A1" + suffix));
			assertEquals("ACoA", tree.branch("A2" + suffix).parent());
			assertEquals("A1" + (side.equals("left") ? "_R" : "_L"), tree.branch("ACoA").parent());
			// blood runs towards the side that lacks it
			assertEquals(0, tree.branch("ACoA").last().distance(tree.branch("A2" + suffix).first()), 1e-9);
		}
	}

	private static State missing(final boolean missing) {
		return missing ? State.MISSING : State.USUAL;
	}

	@Test
	void communicatingArteriesAreAsWideAsTheCircleSays() {
		final VesselTree small = tree(new CircleOfWillis(false, false, State.SMALL, State.MISSING, State.USUAL, State.USUAL, State.SMALL, false));
		final VesselTree none = tree(new CircleOfWillis(false, false, State.MISSING, State.USUAL, State.USUAL, State.USUAL, State.MISSING, false));
		final VesselTree narrow = tree(new CircleOfWillis(false, false, State.USUAL, State.USUAL, State.SMALL, State.USUAL, State.USUAL, false));

		assertTrue(small.branch("PCoA_L").first().radiusMm() <= 0.5 && small.branch("ACoA").first().radiusMm() <= 0.5);
		assertFalse(small.has("PCoA_R"));
		assertFalse(none.has("PCoA_L") || none.has("ACoA"));
		assertEquals(TEMPLATE.branch("PCoA_R"), none.branch("PCoA_R"));
		assertEquals(TEMPLATE.branch("A2_L"), none.branch("A2_L"));
		assertTrue(narrow.branch("A1_L").first().radiusMm() < 0.6);
		assertTrue(narrow.branch("A1_R").first().radiusMm() > TEMPLATE.branch("A1_R").first().radiusMm());
		assertTrue(narrow.branch("ACoA").first().radiusMm() > TEMPLATE.branch("ACoA").first().radiusMm());
	}

	@Test
	void azygosArteryFeedsBothSides() {
		final VesselTree tree = tree(new CircleOfWillis(false, false, State.USUAL, State.USUAL, State.USUAL, State.USUAL, State.USUAL, true));

		assertFalse(tree.has("A2_L"));
		assertEquals("A2_R", tree.branch("CMA_L").parent());
		assertEquals(0, tree.branch("A2_R").last().x());
	}

	@Test
	void missingSinusLeavesTheVeinOfLabbeItsOutlet() {
		for (final String side : new String[] { "left", "right" }) {
			final String suffix = side.equals("left") ? "_L" : "_R";
			final VesselTree tree = first(drawn -> drawn.get("missing_transverse_sinus").equals(side));
			final VesselBranch rest = tree.branch("TS" + suffix);

			assertTrue(rest.size() < TEMPLATE.branch("TS" + suffix).size() - 3);
			assertTrue(rest.point(rest.nearest(tree.branch("VLabbe" + suffix).last())).distance(tree.branch("VLabbe" + suffix).last()) < 6);
			assertEquals("TS" + (side.equals("left") ? "_R" : "_L"), tree.branch("SSS").parent());
			assertEquals(tree.branch("SSS").parent(), tree.branch("StS").parent());
		}
	}

	@Test
	void everyVariantCanBePlaced() {
		final EllipsoidHead head = new EllipsoidHead();
		for (int seed = 0; seed < 200; seed++) {
			final VesselTree tree = VesselVariants.draw(CircleOfWillis.draw(new RandomStream(seed).named("circle")), new RandomStream(seed)).apply(TEMPLATE);
			if (seed >= 20 && tree.has("ACoA") && tree.has("A1_L") && tree.has("A1_R")) continue;

			final VesselTree placed = VesselPlaces.draw(tree, head, new RandomStream(seed));

			assertEquals(tree.branches().size(), placed.branches().size());
		}
	}
}
