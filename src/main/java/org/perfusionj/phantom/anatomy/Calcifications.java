package org.perfusionj.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.simulation.RandomStream;

/**
 * Calcium that old people carry without harm: pineal gland, choroid plexus in the atria, plaques in the falx and the
 * tentorium, pallidum, walls of the carotid siphons. Each is there by chance, the more likely the older the head
 * (chances and sizes of 2-10 mm chosen).
 */
final class Calcifications {

	/** A little ellipsoid. */
	private record Spot(double x, double y, double z, double a, double b, double c) {}

	/** Points of the right siphon's wall: course from the cavernous sinus to the clinoid process. */
	private static final double[][] SIPHON = { { 14.5, -3, -40 }, { 14, 1, -34.5 }, { 13, 6, -33 }, { 11.5, 7, -29.5 } };

	private final Spot[] spots;

	Calcifications(final double ageYears, final RandomStream random) {
		final double age = Math.max(0, Math.min(1, (ageYears - 20) / 65));
		final List<Spot> drawn = new ArrayList<>();
		if (random.chance(0.35 + 0.4 * age)) {
			final double r = random.uniform(1, 3);
			drawn.add(new Spot(random.gaussian(0, 0.4), -31 + random.gaussian(0, 0.5), 2 + random.gaussian(0, 0.5), r, 1.2 * r, r));
		}
		final boolean plexus = random.chance(0.25 + 0.6 * age);
		for (int side = -1; side <= 1; side += 2)
			if (plexus && random.chance(0.85)) {
				final double r = random.uniform(1, 3.2);
				drawn.add(new Spot(side * 23 + random.gaussian(0, 1), -40 + random.gaussian(0, 1.5), 10 + random.gaussian(0, 1.5), r, 1.4 * r, 1.2 * r));
			}
		final int plaques = random.chance(0.1 + 0.4 * age) ? random.integer(1, 3) : 0;
		for (int i = 0; i < plaques; i++) {
			final double y = random.uniform(-40, 50);
			// along the upper part of the falx, between callosum and vault
			drawn.add(new Spot(random.gaussian(0, 0.3), y, random.uniform(48, 62) - 0.004 * (y + 15) * (y + 15), random.uniform(1, 2), random.uniform(2, 5), random.uniform(2, 4)));
		}
		if (random.chance(0.15 * age)) for (int side = -1; side <= 1; side += 2)
			drawn.add(new Spot(side * 19, -2 + random.gaussian(0, 1), 0 + random.gaussian(0, 1), 1.5, random.uniform(1.5, 3.5), random.uniform(1, 2)));
		for (int side = -1; side <= 1; side += 2)
			for (final double[] wall : SIPHON)
				if (random.chance(0.55 * age * age)) {
					// on the wall, 2.3 mm from the middle of the vessel
					final double angle = random.uniform(0, 2 * Math.PI);
					drawn.add(new Spot(side * wall[0] + 2.3 * Math.cos(angle), wall[1] + 2.3 * Math.sin(angle), wall[2] + random.gaussian(0, 1), random.uniform(0.6, 1.4), random.uniform(0.8, 1.8), random.uniform(0.8, 2)));
				}
		spots = drawn.toArray(new Spot[0]);
	}

	/** @return share of calcium at a point that a voxel of about 1 mm would see, 0 to 1 */
	double share(final double x, final double y, final double z) {
		double share = 0;
		for (final Spot spot : spots) {
			final double dx = x - spot.x;
			final double dy = y - spot.y;
			if (Math.abs(dx) > spot.a + 1 || Math.abs(dy) > spot.b + 1) continue;
			share = Math.max(share, BuiltInHead.cover(Distance.ellipsoid(dx, dy, z - spot.z, spot.a, spot.b, spot.c)));
		}
		return share;
	}
}
