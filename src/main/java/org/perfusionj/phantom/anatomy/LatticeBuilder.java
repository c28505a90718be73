package org.perfusionj.phantom.anatomy;

import static org.perfusionj.phantom.anatomy.HeadLattice.*;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.SmoothNoise;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Draws what is random in a head and puts its surfaces on the lattice. */
final class LatticeBuilder {

	/** The standard head is bent by noise of this length and standard deviation. */
	private static final double BEND_MM = 70;
	private static final double BEND_SD_MM = 1.1;
	/** How much of the pattern of sulci is that of the surface; the rest changes with depth. */
	private static final double UPRIGHT = 0.85;
	/** Far from the brain nothing of it is worth calculating. */
	private static final float FAR = 30;

	private final BrainCase brainCase = new BrainCase();
	private final double fluidMm;
	private final double skullFactor;
	private final double scalpMm;
	private final double frontalSinus;
	private final Ventricles ventricles;
	private final Gyri gyri;
	private final SmoothNoise[] bend = new SmoothNoise[3];
	private final SmoothNoise thickness;
	private final SmoothNoise depth;
	private final SmoothNoise[] curl = new SmoothNoise[2];

	LatticeBuilder(final double atrophy, final Ventricles ventricles, final RandomStream random) {
		final RandomStream sizes = random.named("sizes");
		fluidMm = 1.2 + 1.9 * atrophy + sizes.gaussian(0, 0.2, -0.4, 0.4);
		skullFactor = sizes.gaussian(1, 0.12, 0.75, 1.3);
		scalpMm = sizes.gaussian(5.5, 0.8, 4, 7.5);
		frontalSinus = sizes.uniform(0.55, 1.2);
		this.ventricles = ventricles;
		gyri = new Gyri(random.named("gyri"));
		for (int axis = 0; axis < 3; axis++)
			bend[axis] = new SmoothNoise(random.named("bend").numbered(axis), BEND_MM);
		thickness = new SmoothNoise(random.named("thickness"), 30);
		depth = new SmoothNoise(random.named("depth"), 22);
		for (int n = 0; n < curl.length; n++)
			curl[n] = new SmoothNoise(random.named("curl").numbered(n), 14);
	}

	/**
	 * @param parallel threads; the lattice does not depend on how many
	 * @param monitor asked for cancellation
	 */
	HeadLattice build(final Parallel parallel, final WorkMonitor monitor) {
		final float[] values = new float[CHANNELS * NX * NY * NZ];
		parallel.run(NZ, monitor, () -> {
			final double[] egg = new double[4];
			return k -> {
				for (int j = 0; j < NY; j++)
					for (int i = 0; i < NX; i++)
						node(LEFT + i * STEP_MM, BACK + j * STEP_MM, BOTTOM + k * STEP_MM, egg, values, HeadLattice.node(i, j, k));
			};
		});
		return new HeadLattice(values);
	}

	private void node(final double atX, final double atY, final double atZ, final double[] egg, final float[] out, final int at) {
		brainCase.egg(atX, atY, atZ, egg);
		if (egg[3] > 45 && Face.outline(atX, atY, atZ) > 12) {
			// nothing but air
			out[at + SKIN] = 12;
			out[at + CAVITY] = FAR;
			return;
		}
		final double x = atX + BEND_SD_MM * bend[0].at(atX, atY, atZ);
		final double y = atY + BEND_SD_MM * bend[1].at(atX, atY, atZ);
		final double z = atZ + BEND_SD_MM * bend[2].at(atX, atY, atZ);
		brainCase.egg(x, y, z, egg);
		final double outside = egg[3];
		final double below = brainCase.belowBase(x, y, z);
		final double cavity = BrainCase.inner(outside, below);
		final double skull = skull(x, y, z, outside, below);
		out[at + SHIFT] = (float) (x - atX);
		out[at + SHIFT + 1] = (float) (y - atY);
		out[at + SHIFT + 2] = (float) (z - atZ);
		out[at + CAVITY] = (float) cavity;
		out[at + SKULL] = (float) skull;
		out[at + SKIN] = (float) skin(x, y, z, outside, skull);
		if (cavity > -6 && z < 12) {
			final double air = Math.min(Face.air(x, y, z), Face.frontalSinus(x, y, z, frontalSinus));
			out[at + AIR] = (float) air;
			// around the frontal sinus the skull is wide enough to hold it
			out[at + BONE] = (float) Math.min(Face.bone(x, y, z), Face.frontalSinus(x, y, z, frontalSinus) - 2);
		}
		else {
			out[at + AIR] = FAR;
			out[at + BONE] = FAR;
		}
		if (cavity < 8) brain(x, y, z, egg, cavity, out, at);
		else for (final int channel : new int[] { CEREBRUM, VENTRICLE, DEEP_GREY, STEM, CEREBELLUM, CEREBELLAR_WHITE })
			out[at + channel] = FAR;
	}

	/** Thickness of the skull: thin over the temples, thick at the occipital protuberance, thinnest over the orbits. */
	private double skull(final double x, final double y, final double z, final double outside, final double below) {
		final double r = Math.abs(x);
		final double squama = 2.6 * Distance.bump((r - 68) / 22, (y + 2) / 38, (z + 12) / 26);
		final double protuberance = 5 * Distance.bump(r / 16, (y + 105) / 16, (z + 24) / 16);
		final double vault = 6.6 - squama + protuberance + 0.7 * thickness.at(x, y, z);
		final double floor = y > 12 ? 1.8 : y < -40 ? 5 : 2.5;
		final double share = Distance.step(below - outside, -6, 6);
		final double opening = Distance.step(Distance.ellipse(r, y + 45, 17, 19), -2, 2);
		return skullFactor * (vault + (floor - vault) * share) * (z < -55 ? opening : 1);
	}

	private double skin(final double x, final double y, final double z, final double outside, final double skull) {
		final double muscle = 5 * Distance.bump((Math.abs(x) - 68) / 25, (y - 18) / 30, (z + 15) / 28);
		final double vault = outside - 6.6 * skullFactor - scalpMm - muscle + 0.3 * (6.6 * skullFactor - skull) * (z > -10 ? 1 : 0);
		return Distance.join(vault, Face.outline(x, y, z), 14);
	}

	private void brain(final double x, final double y, final double z, final double[] egg, final double cavity, final float[] out, final int at) {
		final double r = Math.abs(x);
		// old brains shrink most under the vertex
		final double hull = cavity + fluidMm * (1 + 1.2 * Distance.step(z, 35, 75));
		// in front of the petrous ridge the skull base and not the tentorium bounds the temporal lobe
		final double before = Math.max(0, y + 9 + 0.55 * (r - 15));
		final double tentorium = Membranes.aboveTentorium(x, y, z);
		final double onTentorium = Distance.meet(hull, 1 - tentorium - 2.5 * before, 3);
		final double column = Math.max(Distance.ellipse(x, y + 22, 19, 21), z + 13 + 0.67 * (y + 15));
		final double cerebrum = Math.max(onTentorium, -Math.min(column, z < 38 ? Cisterns.basal(x, y, z) : FAR));
		out[at + CEREBRUM] = (float) cerebrum;
		// what lies in the middle or below is not looked for elsewhere
		final boolean central = r < 50 && y > -85 && y < 45 && z > -35 && z < 45;
		out[at + VENTRICLE] = central ? (float) Math.max(ventricles.lateral(x, y, z), -Math.min(DeepGrey.caudate(x, y, z), DeepGrey.thalamus(x, y, z))) : FAR;
		out[at + DEEP_GREY] = central ? (float) DeepGrey.any(x, y, z) : FAR;
		final boolean low = z < 20;
		out[at + STEM] = low ? (float) HindBrain.stem(x, y, z) : FAR;
		out[at + CEREBELLUM] = low ? (float) Distance.meet(Distance.meet(cavity + fluidMm + 0.3, tentorium + 1, 3), HindBrain.cerebellum(x, y, z), 3) : FAR;
		out[at + CEREBELLAR_WHITE] = low ? (float) HindBrain.cerebellarWhite(x, y, z) : FAR;
		// none far from both surfaces
		final double near = 1 - Distance.step(Math.min(-egg[3], r), 20, 28);
		if (cerebrum < 5 && near > 0) folds(x, y, z, egg, near, out, at);
		else out[at + SULCUS] = FAR;
	}

	/** Sulci stand upright on the outer surface and on the one between the hemispheres: the pattern is that of the place on the surface. */
	private void folds(final double x, final double y, final double z, final double[] egg, final double near, final float[] out, final int at) {
		final double r = Math.abs(x);
		final double outer = Distance.step(egg[3] + r, -8, 8);
		// upright but for a curl of some millimetres
		final double first = 1.8 * curl[0].at(x, y, z);
		final double second = 1.8 * curl[1].at(x, y, z);
		final double onX = x + UPRIGHT * (outer * (egg[0] - x) + (1 - outer) * (Math.copySign(25, x) - x)) + first - second;
		final double onY = y + UPRIGHT * outer * (egg[1] - y) + first + second;
		final double onZ = z + UPRIGHT * outer * (egg[2] - z) + second;
		out[at + SULCUS] = (float) gyri.acrossSulcus(onX, onY, onZ);
		final double callosum = Membranes.callosum(y, z);
		// where the two surfaces are as near as each other the pattern is no longer upright
		final double deep = (9 + 8 * outer + 3.5 * depth.at(x, y, z)) * (1 - 0.6 * outer * (1 - outer));
		// none in the corpus callosum
		out[at + SULCUS_DEPTH] = (float) (Math.max(2, deep) * near * (r < 22 ? Distance.step(callosum, 0, 8) : 1));
	}
}
