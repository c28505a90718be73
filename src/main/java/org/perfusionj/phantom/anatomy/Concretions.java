package org.perfusionj.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.simulation.RandomStream;

/**
 * Where calcium lies in one head: pineal gland, choroid plexus, falx, basal ganglia and the wall of the carotid siphon, more
 * often in the old. Places are template mm. How often: 75 %, 63 to 68 %, 27 % and 0.9 % of 216 heads of all ages (Ghorbanlou
 * et al., Anat Cell Biol 2022;55:63), pineal gland 82 % at 70 to 79 years (Kwak et al. 1988, n = 2877); siphon, sizes and the
 * course with age are chosen. Immutable.
 */
final class Concretions {

	/** Blocks in which there may be something, so that a place elsewhere costs one look. */
	private static final double BLOCK_MM = 12;
	private static final int BLOCKS = 18;
	private static final double FIRST_MM = -108;

	/** Soft edge, mm. */
	private static final double EDGE_MM = 0.8;

	private final List<Grain> grains = new ArrayList<>();
	private final boolean[] near = new boolean[BLOCKS * BLOCKS * BLOCKS];

	Concretions(final Subject subject, final RandomStream random) {
		// 0 at 30, 1 at 80 years
		final double age = Math.max(0, Math.min(1.2, (subject.ageYears() - 30) / 50));
		final RandomStream pineal = random.named("pineal");
		if (pineal.chance(0.6 + 0.22 * age)) for (int n = 0; n < 3; n++)
			add(pineal.gaussian(0, 1.2), -30 + pineal.gaussian(0, 1.3), 1 + pineal.gaussian(0, 1.2), pineal, 0.8, 2.2);
		for (int side = -1; side <= 1; side += 2) {
			final RandomStream plexus = random.named(side < 0 ? "left plexus" : "right plexus");
			if (plexus.chance(0.4 + 0.35 * age)) for (int n = plexus.integer(1, 4); n > 0; n--)
				add(side * 21 + plexus.gaussian(0, 1.5), -39 + plexus.gaussian(0, 3), 8 + plexus.gaussian(0, 2), plexus, 1, 2.8);
			final RandomStream siphon = random.named(side < 0 ? "left siphon" : "right siphon");
			if (siphon.chance(0.1 + 0.65 * age)) for (int n = siphon.integer(1, 5); n > 0; n--) {
				// flakes in the wall around the centre line of the cavernous carotid
				final double along = siphon.uniform();
				final double angle = siphon.uniform(0, 2 * Math.PI);
				final double radius = siphon.gaussian(2.6, 0.2);
				final double y = -2 + 9 * along;
				final double z = -38 + 5 * along;
				grains.add(new Grain(side * 13.5 + radius * Math.cos(angle), y + 0.6 * radius * Math.sin(angle), z + 0.8 * radius * Math.sin(angle), siphon.uniform(0.5, 1.1), siphon.uniform(0.8, 2.2), siphon.uniform(0.8, 2)));
			}
		}
		final RandomStream falx = random.named("falx");
		if (falx.chance(0.08 + 0.3 * age)) for (int n = falx.integer(1, 3); n > 0; n--) {
			final double y = falx.uniform(-40, 55);
			final double z = falx.uniform(y > 40 ? 25 : 45, y > 40 ? 45 : 62);
			grains.add(new Grain(falx.gaussian(0, 0.4), y, z, falx.uniform(0.7, 1.8), falx.uniform(2, 8), falx.uniform(2, 6)));
		}
		final RandomStream ganglia = random.named("basal ganglia");
		if (ganglia.chance(0.03 * age)) for (int n = 0; n < 8; n++)
			add((n % 2 == 0 ? 19 : -19) + ganglia.gaussian(0, 1.5), -3 + ganglia.gaussian(0, 3), -1 + ganglia.gaussian(0, 2), ganglia, 0.7, 1.8);
		for (final Grain grain : grains)
			mark(grain);
	}

	private void add(final double x, final double y, final double z, final RandomStream random, final double least, final double most) {
		grains.add(new Grain(x, y, z, random.uniform(least, most), random.uniform(least, most), random.uniform(least, most)));
	}

	private void mark(final Grain grain) {
		final double reach = Math.max(grain.a, Math.max(grain.b, grain.c)) + 2 * EDGE_MM;
		for (int z = block(grain.z - reach); z <= block(grain.z + reach); z++)
			for (int y = block(grain.y - reach); y <= block(grain.y + reach); y++)
				for (int x = block(grain.x - reach); x <= block(grain.x + reach); x++)
					near[(z * BLOCKS + y) * BLOCKS + x] = true;
	}

	private static int block(final double mm) {
		return Math.max(0, Math.min(BLOCKS - 1, (int) ((mm - FIRST_MM) / BLOCK_MM)));
	}

	/** @return fraction of the place that is calcium, 0 to 1 */
	double at(final double x, final double y, final double z) {
		if (!near[(block(z) * BLOCKS + block(y)) * BLOCKS + block(x)]) return 0;
		double most = 0;
		for (int n = 0; n < grains.size(); n++)
			most = Math.max(most, grains.get(n).at(x, y, z));
		return most;
	}

	/** @return how many there are */
	int count() {
		return grains.size();
	}

	/** An ellipsoid with half axes a, b, c, mm. */
	private record Grain(double x, double y, double z, double a, double b, double c) {

		double at(final double px, final double py, final double pz) {
			final double dx = (px - x) / a;
			final double dy = (py - y) / b;
			final double dz = (pz - z) / c;
			final double square = dx * dx + dy * dy + dz * dz;
			if (square > 12) return 0;
			// distance to the surface is about (r - 1) times the least half axis
			return Math.max(0, Math.min(1, 0.5 - (Math.sqrt(square) - 1) * Math.min(a, Math.min(b, c)) / EDGE_MM));
		}
	}
}
