package org.perfusionj.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import org.perfusionj.simulation.RandomStream;

class HeadShapeTest {

	private static final Subject MAN = new Subject(65, true, 0.43);
	private static final Subject WOMAN = new Subject(65, false, 0.39);

	@Test
	void identityChangesNothing() {
		final double[] out = new double[3];

		HeadShape.identity().toTemplate(12.5, -77, 130, out);
		assertArrayEquals(new double[] { 12.5, -77, 130 }, out, 1e-9);
		HeadShape.identity().toHead(-80, 300, 1, out);
		assertArrayEquals(new double[] { -80, 300, 1 }, out, 1e-9);
		assertEquals(1, HeadShape.identity().volumeRatio(), 1e-12);
	}

	@Test
	void thereAndBackIsTheSamePlace() {
		final double[] there = new double[3];
		final double[] back = new double[3];
		final RandomStream places = new RandomStream(9);

		for (int seed = 0; seed < 60; seed++) {
			final HeadShape shape = HeadShape.draw(seed % 2 == 0 ? MAN : WOMAN, new RandomStream(seed));
			for (int n = 0; n < 200; n++) {
				final double x = places.uniform(-140, 140);
				final double y = places.uniform(-180, 160);
				final double z = places.uniform(-150, 150);
				shape.toTemplate(x, y, z, there);
				shape.toHead(there[0], there[1], there[2], back);

				assertArrayEquals(new double[] { x, y, z }, back, 0.05, "seed " + seed);
			}
		}
	}

	@Test
	void spaceIsNeverFolded() {
		final double[] at = new double[3];
		final double[] dx = new double[3];
		final double[] dy = new double[3];
		final double[] dz = new double[3];
		final double h = 1e-3;

		for (int seed = 0; seed < 20; seed++) {
			final HeadShape shape = HeadShape.draw(WOMAN, new RandomStream(seed));
			final RandomStream places = new RandomStream(seed + 100);
			for (int n = 0; n < 2000; n++) {
				final double x = places.uniform(-90, 90);
				final double y = places.uniform(-120, 90);
				final double z = places.uniform(-80, 90);
				shape.toTemplate(x, y, z, at);
				shape.toTemplate(x + h, y, z, dx);
				shape.toTemplate(x, y + h, z, dy);
				shape.toTemplate(x, y, z + h, dz);
				final double[][] m = new double[3][3];
				for (int i = 0; i < 3; i++) {
					m[i][0] = (dx[i] - at[i]) / h;
					m[i][1] = (dy[i] - at[i]) / h;
					m[i][2] = (dz[i] - at[i]) / h;
				}
				final double determinant = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);

				assertTrue(determinant > 0.3 && determinant < 3.5, "seed " + seed + ": " + determinant);
			}
		}
	}

	@Test
	void headsAreSmallerThanTheTemplateAndThoseOfMenLarger() {
		double men = 0;
		double women = 0;
		final int n = 200;
		for (int seed = 0; seed < n; seed++) {
			men += HeadShape.draw(MAN, new RandomStream(seed)).volumeRatio() / n;
			women += HeadShape.draw(WOMAN, new RandomStream(1000 + seed)).volumeRatio() / n;
		}

		// 1538 and 1393 of 1793 ml
		assertEquals(0.858, men, 0.03);
		assertEquals(0.777, women, 0.03);
	}

	@Test
	void displacementIsAFewMillimetres() {
		final double[] out = new double[3];
		double largest = 0;
		for (int seed = 0; seed < 30; seed++) {
			final HeadShape shape = HeadShape.draw(MAN, new RandomStream(seed));
			shape.toTemplate(0, 0, 0, out);
			assertArrayEquals(new double[3], out, 1e-4, "the anterior commissure stays at the origin");
			final double[] left = new double[3];
			shape.toTemplate(-50, -40, 20, left);
			shape.toTemplate(50, -40, 20, out);
			largest = Math.max(largest, Math.abs(left[0] + out[0]));
			assertTrue(Math.abs(left[0] + out[0]) < 20, "seed " + seed);
		}

		assertTrue(largest > 2, "the halves of a head differ");
	}

	@Test
	void sameStreamGivesTheSameShape() {
		final double[] one = new double[3];
		final double[] same = new double[3];

		HeadShape.draw(MAN, new RandomStream(4)).toHead(31, -20, 17, one);
		HeadShape.draw(MAN, new RandomStream(4)).toHead(31, -20, 17, same);

		assertArrayEquals(one, same);
	}
}
