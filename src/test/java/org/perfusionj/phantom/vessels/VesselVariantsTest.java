package org.perfusionj.phantom.vessels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.simulation.RandomStream;

class VesselVariantsTest {

	private static final int HEADS = 4000;

	private static final VesselTree TEMPLATE = VesselTree.template();
	private static final Map<String, Integer> COUNT = new HashMap<>();

	@BeforeAll
	static void count() {
		for (int seed = 0; seed < HEADS; seed++)
			VesselVariants.draw(new RandomStream(seed)).description().forEach((key, value) -> COUNT.merge(key + "=" + value, 1, Integer::sum));
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
			final VesselVariants variants = VesselVariants.draw(new RandomStream(seed));
			if (variant.test(variants.description())) return variants.apply(TEMPLATE);
		}
	}

	@Test
	void variantsAreAsFrequentAsPublished() {
		final String fetal = "fetal_posterior_cerebral_artery=";
		// margins: four standard errors
		assertEquals(0.159, share(fetal + "left", fetal + "right", fetal + "left and right"), 0.024);
		assertEquals(0.023, share(fetal + "left and right"), 0.01);
		assertEquals(0.08, share("small_A1=left", "small_A1=right", "missing_A1=left", "missing_A1=right"), 0.018);
		assertEquals(0.01, share("azygos_A2=true"), 0.007);
		final String missing = "missing_transverse_sinus=";
		assertEquals(0.15, share(missing + "left", missing + "right"), 0.023);
		assertTrue(share(missing + "left") > 2 * share(missing + "right"));
		assertEquals(0.55, share("dominant_transverse_sinus=right"), 0.08);
	}

	@Test
	void fetalArteryIsFedEarlyByTheCarotid() {
		final VesselTree tree = first(drawn -> drawn.get("fetal_posterior_cerebral_artery").equals("left"));

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
			final VesselTree tree = first(drawn -> drawn.get("missing_A1").equals(side));

			assertFalse(tree.has("A1" + suffix));
			assertEquals("ACoA", tree.branch("A2" + suffix).parent());
			assertEquals("A1" + (side.equals("left") ? "_R" : "_L"), tree.branch("ACoA").parent());
			// blood runs towards the side that lacks it
			assertEquals(0, tree.branch("ACoA").last().distance(tree.branch("A2" + suffix).first()), 1e-9);
		}
	}

	@Test
	void azygosArteryFeedsBothSides() {
		final VesselTree tree = first(drawn -> (boolean) drawn.get("azygos_A2"));

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
			final VesselTree tree = VesselVariants.draw(new RandomStream(seed)).apply(TEMPLATE);
			if (seed >= 20 && tree.has("ACoA") && tree.has("A1_L") && tree.has("A1_R")) continue;

			final VesselTree placed = VesselPlaces.draw(tree, head, new RandomStream(seed));

			assertEquals(tree.branches().size(), placed.branches().size());
		}
	}
}
