package org.perfusionj.phantom.vessels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class VesselTreeTest {

	private final VesselTree tree = VesselTree.template();

	@Test
	void tableIsReadWhole() {
		final int points = tree.branches().stream().mapToInt(VesselBranch::size).sum();
		final Waypoint start = tree.branch("A2_R").first();

		assertEquals(63, tree.branches().size());
		assertEquals(875, points);
		assertEquals(63, tree.arteries().size() + tree.veins().size());
		// a line with a comma inside quotes
		assertEquals(new Waypoint(1.6, 12.5, -18.7, 1.05, 0.39, Waypoint.Confidence.A), start);
		assertEquals("A1_R", tree.branch("A2_R").parent());
		assertTrue(tree.branch("SSS").vein());
		assertFalse(tree.branch("BA").vein());
	}

	@Test
	void parentsAreThereAndNearTheJoint() {
		for (final VesselBranch branch : tree.branches()) {
			if (branch.parent().isEmpty()) continue;
			final VesselBranch parent = tree.branch(branch.parent());
			final Waypoint joint = branch.vein() ? branch.last() : branch.first();

			assertEquals(branch.vein(), parent.vein(), branch.name());
			assertTrue(parent.point(parent.nearest(joint)).distance(joint) < 8, branch.name());
		}
	}

	@Test
	void bloodFlowsForwards() {
		for (final VesselBranch branch : tree.branches())
			for (int i = 1; i < branch.size(); i++)
				assertTrue(branch.point(i).arrivalS() >= branch.point(i - 1).arrivalS(), branch.name() + " at point " + i);
	}

	@Test
	void subtreeHoldsAllThatABranchFeeds() {
		final List<String> middle = tree.subtree("M1_L");

		assertEquals(Set.of("M1_L", "M2inf_L", "M2sup_L", "M4ang_L", "M4temp_L", "M4front_L", "M4centr_L"), new HashSet<>(middle));
		assertEquals(7, middle.size());
	}

	@Test
	void reversedBranchKeepsItsArrivals() {
		final VesselBranch branch = tree.branch("ACoA");

		final VesselBranch reversed = branch.reversed();

		assertEquals(branch.last().x(), reversed.first().x());
		assertEquals(branch.first().arrivalS(), reversed.first().arrivalS());
		assertEquals(branch.lengthMm(), reversed.lengthMm(), 1e-9);
	}
}
