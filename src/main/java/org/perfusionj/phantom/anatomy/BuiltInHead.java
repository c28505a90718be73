package org.perfusionj.phantom.anatomy;

import static org.perfusionj.phantom.anatomy.HeadLattice.*;

import java.util.Arrays;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.SmoothNoise;

/**
 * One head of shapes. A point is painted from the outside inwards: each body covers a share of what was painted before,
 * 0 to 1 over 1.2 mm about its surface.
 */
final class BuiltInHead implements HeadAnatomy {

	/** Width of the soft border of every surface, mm. */
	private static final double SOFT_MM = 1.2;

	private static final double OUTER_TABLE_MM = 1.7;
	private static final double INNER_TABLE_MM = 1.4;
	/** Territories reach a little beyond the brain, so that its soft border belongs to one. */
	private static final double BEYOND_BRAIN_MM = 2;
	private static final double CORTEX_MM = 3.2;
	private static final int AIR_ORDINAL = Tissue.AIR.ordinal();

	private final HeadLattice lattice;
	private final Ventricles ventricles;
	private final Cisterns cisterns;
	private final Calcifications calcifications;
	private final SmoothNoise cells;
	private final SmoothNoise fat;
	private final double sulcusMm;
	private final double fissureMm;
	private final double foliaMm;

	BuiltInHead(final HeadLattice lattice, final double atrophy, final Ventricles ventricles, final Calcifications calcifications, final RandomStream random) {
		this.lattice = lattice;
		this.ventricles = ventricles;
		this.cisterns = new Cisterns(atrophy);
		this.calcifications = calcifications;
		cells = new SmoothNoise(random.named("cells"), 4);
		fat = new SmoothNoise(random.named("fat"), 9);
		sulcusMm = 0.2 + 0.75 * atrophy;
		fissureMm = 1.5 + 0.9 * atrophy;
		foliaMm = 0.05 + 0.35 * atrophy;
	}

	/** @return share of a point at a distance from a surface, negative inside, that the body covers */
	static double cover(final double distance) {
		return Math.max(0, Math.min(1, 0.5 - distance / SOFT_MM));
	}

	/** @return share of a point at a distance from the middle of a sheet that the sheet covers */
	private static double sheet(final double distance, final double halfThickness) {
		return Math.max(0, cover(distance - halfThickness) - cover(distance + halfThickness));
	}

	@Override
	public void fractions(final double x, final double y, final double z, final float[] fractions) {
		Arrays.fill(fractions, 0, Tissue.COUNT, 0);
		final double su = steps(x, LEFT, NX);
		final double sv = steps(y, BACK, NY);
		final double sw = steps(z, BOTTOM, NZ);
		final int i = (int) su;
		final int j = (int) sv;
		final int k = (int) sw;
		final int node = HeadLattice.node(i, j, k);
		final double u = su - i;
		final double v = sv - j;
		final double w = sw - k;
		final double head = cover(lattice.at(SKIN, node, u, v, w));
		if (head <= 0) {
			fractions[AIR_ORDINAL] = 1;
			return;
		}
		final double px = x + lattice.at(SHIFT, node, u, v, w);
		final double py = y + lattice.at(SHIFT + 1, node, u, v, w);
		final double pz = z + lattice.at(SHIFT + 2, node, u, v, w);
		final double inner = lattice.at(CAVITY, node, u, v, w);
		final double inside = cover(inner);
		if (inside < 1) shell(px, py, pz, node, u, v, w, inner, head, fractions);
		if (inside > 0) brain(px, py, pz, node, u, v, w, inside, fractions);
		final double calcium = calcifications.share(px, py, pz);
		if (calcium > 0) paint(fractions, Tissue.CALCIFICATION, calcium);
	}

	private static void paint(final float[] fractions, final Tissue tissue, final double share) {
		if (share <= 0) return;
		final float rest = (float) (1 - share);
		for (int t = 0; t < Tissue.COUNT; t++)
			fractions[t] *= rest;
		fractions[tissue.ordinal()] += (float) share;
	}

	/** Scalp, face, skull. */
	private void shell(final double x, final double y, final double z, final int node, final double u, final double v, final double w, final double inner, final double head, final float[] out) {
		out[Tissue.SOFT.ordinal()] = 1;
		final double deep = -lattice.at(SKIN, node, u, v, w);
		// fat between skin and muscle, and in planes between muscles
		paint(out, Tissue.FAT, cover(1.9 - deep) * cover(deep - 4.6) * 0.9);
		if (deep > 6) paint(out, Tissue.FAT, 0.7 * sheet(5 * fat.at(x, y, z), 0.5));
		final boolean orbital = y > 10 && z < -8 && z > -62;
		if (orbital) {
			paint(out, Tissue.FAT, cover(Face.orbit(x, y, z)));
			paint(out, Tissue.SOFT, cover(Face.strings(x, y, z)));
		}
		final double skull = lattice.at(SKULL, node, u, v, w);
		final double solid = lattice.at(BONE, node, u, v, w);
		final double bone = Math.min(inner - skull, solid);
		final double orbit = orbital ? Face.orbit(x, y, z) : 30;
		// walls of the orbit, 1.5 mm, open in front
		final double wall = orbital && y < 62 ? Math.abs(orbit - 0.6) - 0.9 : 30;
		paint(out, Tissue.BONE, Math.max(cover(bone) * cover(-orbit), cover(wall)));
		paint(out, Tissue.DIPLOE, Math.max(cover(INNER_TABLE_MM - inner) * cover(inner - skull + OUTER_TABLE_MM), 0.7 * cover(solid + 2.5) * cover(1.5 - inner)) * cover(-orbit));
		if (orbital) paint(out, Tissue.EYE, cover(Face.eye(x, y, z)));
		final double air = lattice.at(AIR, node, u, v, w);
		if (air < SOFT_MM) {
			double share = cover(air) * cover(0.6 - inner);
			// honeycomb in the mastoid, thin walls in the ethmoid, swollen turbinates in the nose
			if (Math.abs(x) > 36 && y < -16) share *= Math.max(0.15, Math.min(0.95, 0.6 + 0.8 * cells.at(x, y, z)));
			else if (Math.abs(x) < 14 && y > 20) share *= Math.max(0.2, Math.min(1, 0.75 + 0.6 * cells.at(x, y, z)));
			paint(out, Tissue.AIR, share);
		}
		paint(out, Tissue.SOFT, cover(Carotids.canal(x, y, z)));
		paint(out, Tissue.AIR, 1 - head);
	}

	/** What the dura encloses: its share is added to what is there already. */
	private void brain(final double x, final double y, final double z, final int node, final double u, final double v, final double w, final double inside, final float[] out) {
		final double r = Math.abs(x);
		double csf = 1;
		double grey = 0;
		double white = 0;
		double plexus = 0;
		final double cerebrum = lattice.at(CEREBRUM, node, u, v, w);
		if (cerebrum < SOFT_MM) {
			final double callosum = Membranes.callosum(y, z);
			final double narrowed = Math.max(0, r - fissureMm);
			final double fissure = callosum > 0 ? r - fissureMm : Math.sqrt(narrowed * narrowed + callosum * callosum);
			double open = Math.min(-cerebrum, fissure);
			if (Cisterns.nearSylvian(x, y, z)) open = Math.min(open, cisterns.sylvian(x, y, z));
			double cortex = callosum > -3 || r > 14 ? open : Math.min(-cerebrum, open + 3);
			double tissue = cover(-open);
			if (open < 28) {
				final double across = Math.abs(lattice.at(SULCUS, node, u, v, w));
				final double depth = lattice.at(SULCUS_DEPTH, node, u, v, w);
				final double beyond = Math.max(0, open - depth);
				// wide at the surface, narrow at the bottom
				final double half = sulcusMm * Math.max(0.3, 1.4 - open / Math.max(depth, 1));
				tissue *= 1 - sheet(across, half) * cover(beyond - 0.6);
				cortex = Math.min(cortex, Math.sqrt(across * across + beyond * beyond) - half);
			}
			final double rind = cover(cortex - CORTEX_MM);
			grey = tissue * rind;
			white = tissue - grey;
			csf = 1 - tissue;
			final double nuclei = cover(lattice.at(DEEP_GREY, node, u, v, w)) * 0.95 * tissue;
			grey += nuclei * white / Math.max(tissue, 1e-9);
			white *= 1 - nuclei / Math.max(tissue, 1e-9);
			final double fluid = Math.max(cover(lattice.at(VENTRICLE, node, u, v, w)), r < 8 && callosum < 0 ? cover(ventricles.third(x, y, z)) : 0);
			grey *= 1 - fluid;
			white *= 1 - fluid;
			csf += fluid * (1 - csf);
			if (fluid > 0) {
				plexus = csf * cover(Distance.ellipsoid(r - 22.5, y + 40, z - 10, 3, 5, 4.5));
				csf -= plexus;
			}
		}
		if (z < 14) {
			final double cerebellum = cover(lattice.at(CEREBELLUM, node, u, v, w));
			if (cerebellum > 0) {
				final double depth = -lattice.at(CEREBELLUM, node, u, v, w);
				final double folia = HindBrain.folia(x, y, z);
				final double radius = Math.hypot(y + 44, z + 34);
				final double across = Math.abs(folia - Math.rint(folia)) * radius * Math.PI / 26;
				final double cleft = sheet(across, foliaMm) * cover(depth - 6);
				final double centre = cover(lattice.at(CEREBELLAR_WHITE, node, u, v, w));
				// white leaves between the clefts
				final double leaf = cover(2.2 - across) * cover(3 - depth) * cover(radius - 40) * 0.7;
				final double share = Math.max(centre, leaf);
				final double rest = 1 - cerebellum;
				csf = csf * rest + cerebellum * cleft * (1 - share);
				white = white * rest + cerebellum * share;
				grey = grey * rest + cerebellum * (1 - share) * (1 - cleft);
				plexus *= rest;
			}
			final double stem = Math.max(cover(lattice.at(STEM, node, u, v, w)), z < -18 ? cover(lattice.at(CEREBELLAR_WHITE, node, u, v, w)) * cover(-38 - y) : 0);
			if (stem > 0) {
				csf *= 1 - stem;
				grey *= 1 - stem;
				white += stem * (1 - white);
				plexus *= 1 - stem;
			}
			if (r < 12 && y < -22) {
				final double fluid = cover(ventricles.fourth(x, y, z));
				csf += fluid * (1 - csf - plexus);
				grey *= 1 - fluid;
				white *= 1 - fluid;
			}
		}
		double dura = r < 3 ? sheet(x, Membranes.HALF_THICKNESS) * cover(Membranes.falx(y, z)) : 0;
		if (z < 14 && y < -6) {
			final double sheet = sheet(Membranes.aboveTentorium(x, y, z), Membranes.HALF_THICKNESS);
			if (sheet > 0) dura = Math.max(dura, sheet * cover(-Membranes.notch(x, y)) * cover(y + 9 + 0.55 * (r - 15)));
		}
		final double rest = inside * (1 - dura);
		final double hypophysis = r < 8 && z < -27 ? cover(Distance.ellipsoid(x, y - 1.5, z + 33, 6, 4.5, 3)) : 0;
		for (int t = 0; t < Tissue.COUNT; t++)
			out[t] *= (float) (1 - inside);
		out[Tissue.DURA.ordinal()] += (float) (inside * dura);
		out[Tissue.SOFT.ordinal()] += (float) (rest * hypophysis);
		out[Tissue.CSF.ordinal()] += (float) (rest * (1 - hypophysis) * csf);
		out[Tissue.GREY.ordinal()] += (float) (rest * (1 - hypophysis) * grey);
		out[Tissue.WHITE.ordinal()] += (float) (rest * (1 - hypophysis) * white);
		out[Tissue.PLEXUS.ordinal()] += (float) (rest * (1 - hypophysis) * plexus);
	}

	@Override
	public int territory(final double x, final double y, final double z) {
		final double su = steps(x, LEFT, NX);
		final double sv = steps(y, BACK, NY);
		final double sw = steps(z, BOTTOM, NZ);
		final int i = (int) su;
		final int j = (int) sv;
		final int k = (int) sw;
		final int node = HeadLattice.node(i, j, k);
		final double u = su - i;
		final double v = sv - j;
		final double w = sw - k;
		if (lattice.at(CAVITY, node, u, v, w) > 0) return 0;
		final double stem = lattice.at(STEM, node, u, v, w);
		final double cerebellum = lattice.at(CEREBELLUM, node, u, v, w);
		final double cerebrum = lattice.at(CEREBRUM, node, u, v, w);
		if (Math.min(stem, Math.min(cerebellum, cerebrum)) > BEYOND_BRAIN_MM) return 0;
		final double px = x + lattice.at(SHIFT, node, u, v, w);
		final double py = y + lattice.at(SHIFT + 1, node, u, v, w);
		final double pz = z + lattice.at(SHIFT + 2, node, u, v, w);
		// in the order in which they are painted over each other; fluid belongs to the nearest
		if (stem < 0 || stem < Math.min(Math.max(cerebellum, 0), Math.max(cerebrum, 0))) return ArterialTerritories.stem(px);
		return cerebellum < 0 || cerebellum < cerebrum ? ArterialTerritories.cerebellar(px, py, pz) : ArterialTerritories.cerebral(px, py, pz);
	}

	@Override
	public double brainBottomMm() {
		return -65;
	}

	@Override
	public double brainTopMm() {
		return 79;
	}
}
