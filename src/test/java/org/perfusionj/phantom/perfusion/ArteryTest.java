package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.phantom.vessels.CentreLines;

class ArteryTest {

	/** The sides differ by some mm, and the course is short of the points of the table. */
	private static final double NEAR_MM = 8;

	@Test
	void branchesLieBeyondTheirParents() {
		assertTrue(Artery.M4_ANGULAR.isBeyond(Artery.ICA));
		assertTrue(Artery.A2.isBeyond(Artery.A1));
		assertFalse(Artery.M1.isBeyond(Artery.A1));
		assertFalse(Artery.P2.isBeyond(Artery.ICA));
		assertFalse(Artery.M1.isBeyond(Artery.M1));
	}

	@Test
	void reachIsTheLongestWayToAnEnd() {
		assertEquals(42, Artery.P4_CALCARINE.reachMm());
		assertEquals(40 + 57, Artery.P2.reachMm());
		assertEquals(35 * 0.55 + 105, Artery.M2_SUPERIOR.reachMm(), 1e-9);
	}

	@ParameterizedTest
	@EnumSource(Artery.class)
	void agreesWithTheTableOfCentreLines(final Artery artery) throws IOException {
		final Map<String, List<double[]>> table = centreLines();
		for (final Occlusion.Side side : List.of(Occlusion.Side.LEFT, Occlusion.Side.RIGHT)) {
			final List<double[]> line = table.get(artery.branch(side));
			double length = 0;
			for (int i = 1; i < line.size(); i++)
				length += distance(line.get(i - 1), line.get(i));
			assertEquals(length, artery.lengthMm(), 0.1 * length, artery.branch(side));
			assertEquals(0, distance(line.get(0), artery.place(side, 0)), NEAR_MM, artery.branch(side));
			assertEquals(0, distance(line.get(line.size() - 1), artery.place(side, 1)), 1.5 * NEAR_MM, artery.branch(side));
		}
	}

	@ParameterizedTest
	@EnumSource(value = Artery.class, names = { "ICA", "M1", "M2_SUPERIOR", "M2_INFERIOR", "A1", "A2", "P1", "P2" })
	void placesOfClotsLieOnTheCentreLines(final Artery artery) throws IOException {
		final Map<String, List<double[]>> table = centreLines();
		for (final Occlusion.Side side : List.of(Occlusion.Side.LEFT, Occlusion.Side.RIGHT))
			for (double along = 0; along <= 1; along += 0.1) {
				double least = Double.POSITIVE_INFINITY;
				for (final double[] point : table.get(artery.branch(side)))
					least = Math.min(least, distance(point, artery.place(side, along)));
				assertTrue(least < NEAR_MM, artery.branch(side) + " at " + along + ": " + least + " mm");
			}
	}

	private static Map<String, List<double[]>> centreLines() throws IOException {
		final Map<String, List<double[]>> table = new HashMap<>();
		for (final String row : CentreLines.rows()) {
			final String[] cells = row.split(",");
			if (!cells[0].equals("vessel")) table.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(new double[] { Double.parseDouble(cells[2]), Double.parseDouble(cells[3]), Double.parseDouble(cells[4]) });
		}
		return table;
	}

	private static double distance(final double[] a, final double[] b) {
		return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
	}
}
