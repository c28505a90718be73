package org.perfusionj.phantom.anatomy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The volumes of an atlas folder that heads are made of, checked and brought to one lattice: points 2 mm apart, x from -90
 * (left) to 90, y from -126 (posterior) to 90, z from -72 to 108, in MNI152 mm; x fastest.
 *
 * @param ct head CT template on the scale of Rorden's "Clinical" toolbox: see {@link #stretch}
 * @param grey prior probability of grey matter, 0 to 1
 * @param white of white matter
 * @param csf of cerebrospinal fluid (and eyes)
 * @param territory labels 0 to 32 of the JHU arterial atlas, level 1
 */
record AtlasVolumes(float[] ct, float[] grey, float[] white, float[] csf, byte[] territory) {

	static final int NX = 91;
	static final int NY = 109;
	static final int NZ = 91;
	static final double STEP_MM = 2;
	static final double X0 = -90;
	static final double Y0 = -126;
	static final double Z0 = -72;

	private static final String CT = "ct_scct";
	private static final String GREY = "ct_scgrey";
	private static final String WHITE = "ct_scwhite";
	private static final String CSF = "ct_sccsf";
	private static final String TERRITORIES = "rapidtide_JHU-ArterialTerritories-LVL1_space-MNI152NLin6Asym_2mm";

	/** Territories with a side; 31 and 32 are the lateral ventricles. */
	static final int TERRITORY_COUNT = 30;
	static final int LABELS = 32;

	/** An affine transform of NIfTI is stored in floats. */
	private static final double SAME_MM = 0.01;

	/**
	 * @param folder with ct_scct, ct_scgrey, ct_scwhite, ct_sccsf and the JHU territories (rapidtide_JHU-...), .nii or .nii.gz
	 * @param monitor asked for cancellation between files
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file is missing, truncated, not what its name says, or does not lie where the others lie
	 */
	static AtlasVolumes read(final Path folder, final WorkMonitor monitor) throws IOException {
		if (!Files.isDirectory(folder)) throw new PerfusionException("There is no atlas folder " + folder + ". Give the folder that holds " + CT + ".nii.gz and the other templates, or use anatomy=built-in.");
		final Placed ct = Placed.read(folder, CT, monitor);
		final Placed grey = Placed.read(folder, GREY, monitor);
		final Placed white = Placed.read(folder, WHITE, monitor);
		final Placed csf = Placed.read(folder, CSF, monitor);
		final Placed territories = Placed.read(folder, TERRITORIES, monitor);
		for (final Placed other : new Placed[] { grey, white, csf })
			other.checkAligned(ct);
		checkCt(ct);
		for (final Placed prior : new Placed[] { grey, white, csf })
			prior.checkRange(0, 1.001, "a probability");
		monitor.check();
		final AtlasVolumes volumes = new AtlasVolumes(ct.sampled(), grey.sampled(), white.sampled(), csf.sampled(), territories.labels(LABELS));
		volumes.checkPriors();
		volumes.checkTerritories(territories.path);
		return volumes;
	}

	/**
	 * The scale of the template: C = (HU + 1024) + 10 min(max(HU + 124, 0), 200) (clinical_h2c.m of the Clinical toolbox, where
	 * the least HU is -1024): air near 0, fluid about 2350, grey matter about 2640, bone above 3100.
	 */
	static double stretch(final double hu) {
		return hu + 1024 + 10 * Math.min(Math.max(hu + 124, 0), 200);
	}

	private static void checkCt(final Placed ct) {
		ct.checkRange(0, 6000, "an intensity of the stretched CT scale");
		int air = 0;
		int brain = 0;
		int bone = 0;
		int all = 0;
		for (int z = 0; z < ct.volume.grid().slices(); z++)
			for (final float value : ct.volume.plane(z)) {
				if (value < stretch(-800)) air++;
				if (value > stretch(0) && value < stretch(60)) brain++;
				if (value > stretch(200)) bone++;
				all++;
			}
		// in the template 38, 32 and 6 %
		if (air < 0.1 * all || brain < 0.08 * all || bone < 0.01 * all) throw new PerfusionException(ct.path + " does not look like the head CT template ct_scct: " + percent(air, all) + " of it is air, " + percent(brain, all) +
			" brain and " + percent(bone, all) + " bone on the stretched scale of the Clinical toolbox (air near 0, brain about 2600, bone above 3300). Download it again.");
	}

	private static String percent(final int part, final int all) {
		return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
	}

	private void checkPriors() {
		int brain = 0;
		int inBone = 0;
		for (int i = 0; i < ct.length; i++)
			if (grey[i] + white[i] > 0.8) {
				brain++;
				if (ct[i] > stretch(90) || ct[i] < stretch(-60)) inBone++;
			}
		final double ml = brain * STEP_MM * STEP_MM * STEP_MM / 1000;
		if (ml < 500 || ml > 2500) throw new PerfusionException("The tissue priors " + GREY + " and " + WHITE + " hold " + Math.round(ml) +
			" ml of brain, where 500 to 2500 ml are expected. They are not the priors of the head CT template; download them again.");
		if (inBone > 0.1 * brain) throw new PerfusionException(percent(inBone, brain) + " of the brain of " + GREY + " and " + WHITE + " lies in bone or air of " + CT +
			". The volumes are not aligned or do not belong together; download the atlas again.");
	}

	private void checkTerritories(final Path path) {
		final long[] count = new long[LABELS + 1];
		final double[] sumX = new double[LABELS + 1];
		int brain = 0;
		int named = 0;
		for (int i = 0; i < territory.length; i++) {
			count[territory[i]]++;
			sumX[territory[i]] += X0 + STEP_MM * (i % NX);
			if (grey[i] + white[i] > 0.8) {
				brain++;
				if (territory[i] > 0) named++;
			}
		}
		for (int label = 1; label <= TERRITORY_COUNT; label++) {
			if (count[label] == 0) throw new PerfusionException(path + " holds no territory " + label + "; all of 1 to " + TERRITORY_COUNT + " are needed. It is not the JHU arterial atlas, level 1, or only a part of it.");
			if (label % 2 == 1 != sumX[label] < 0) throw new PerfusionException("Territory " + label + " of " + path + " lies on the " + (sumX[label] < 0 ? "left" : "right") +
				", but odd numbers are left and even ones right: its x axis is flipped against its header.");
		}
		// 99 % in the atlas
		if (named < 0.75 * brain) throw new PerfusionException("Only " + percent(named, brain) + " of the brain has a territory in " + path + ": it is not aligned with the head CT template.");
	}

	/** @return index of the lattice point nearest to the place, or -1 outside */
	static int index(final double x, final double y, final double z) {
		final int ix = (int) Math.round((x - X0) / STEP_MM);
		final int iy = (int) Math.round((y - Y0) / STEP_MM);
		final int iz = (int) Math.round((z - Z0) / STEP_MM);
		return ix < 0 || iy < 0 || iz < 0 || ix >= NX || iy >= NY || iz >= NZ ? -1 : (iz * NY + iy) * NX + ix;
	}

	/** A volume whose axes run along those of MNI space, in either direction. */
	private record Placed(Path path, Volume volume, double[] affine) {

		static Placed read(final Path folder, final String name, final WorkMonitor monitor) throws IOException {
			monitor.check();
			final Path packed = folder.resolve(name + ".nii.gz");
			final Path plain = folder.resolve(name + ".nii");
			if (!Files.exists(packed) && !Files.exists(plain)) throw new PerfusionException("The atlas folder " + folder + " lacks " + name + ".nii.gz. It needs " + String.join(", ", CT, GREY, WHITE, CSF, TERRITORIES) +
				" (.nii.gz or .nii).");
			final Path path = Files.exists(packed) ? packed : plain;
			final Volume volume = NiftiVolumes.readVolume(path);
			final double[] affine = volume.grid().orientation().affine();
			if (affine == null) throw new PerfusionException(path + " does not say where it lies: its header has neither qform nor sform. An atlas must be in MNI152 space.");
			for (int row = 0; row < 3; row++)
				for (int column = 0; column < 3; column++) {
					final double value = affine[4 * row + column];
					if (row == column ? Math.abs(value) < 0.2 : Math.abs(value) > SAME_MM) throw new PerfusionException(path +
						" lies askew: its axes do not run along x, y and z of MNI152 space. Resample it along them.");
				}
			return new Placed(path, volume, affine);
		}

		void checkAligned(final Placed other) {
			final SpatialGrid mine = volume.grid();
			final SpatialGrid its = other.volume.grid();
			if (!mine.sameSize(its)) throw new PerfusionException(path + " has " + mine.sizeText() + " voxels, but " + other.path.getFileName() + " has " + its.sizeText() + ": the volumes of the atlas are not aligned.");
			for (int i = 0; i < affine.length; i++)
				if (Math.abs(affine[i] - other.affine[i]) > SAME_MM) throw new PerfusionException(path + " is not aligned with " + other.path.getFileName() + ": their headers place the first voxel at " + origin() + " and " + other.origin() +
					" mm, or their voxels differ in size or direction.");
		}

		private String origin() {
			return String.format(Locale.ROOT, "(%.1f, %.1f, %.1f)", affine[3], affine[7], affine[11]);
		}

		void checkRange(final double low, final double high, final String what) {
			for (int z = 0; z < volume.grid().slices(); z++)
				for (final float value : volume.plane(z))
					if (!(value >= low && value <= high)) throw new PerfusionException(path + " holds a value of " + value + ", which is not " + what + " (" + low + " to " + high + "). It is the wrong file or damaged.");
		}

		/** @return the volume at the points of the lattice, trilinear; 0 outside */
		float[] sampled() {
			final float[] samples = new float[NX * NY * NZ];
			final SpatialGrid grid = volume.grid();
			int i = 0;
			for (int iz = 0; iz < NZ; iz++)
				for (int iy = 0; iy < NY; iy++)
					for (int ix = 0; ix < NX; ix++) {
						final double u = (X0 + STEP_MM * ix - affine[3]) / affine[0];
						final double v = (Y0 + STEP_MM * iy - affine[7]) / affine[5];
						final double w = (Z0 + STEP_MM * iz - affine[11]) / affine[10];
						final int fu = (int) Math.floor(u);
						final int fv = (int) Math.floor(v);
						final int fw = (int) Math.floor(w);
						double sum = 0;
						for (int corner = 0; corner < 8; corner++) {
							final int cu = fu + (corner & 1);
							final int cv = fv + (corner >> 1 & 1);
							final int cw = fw + (corner >> 2);
							final double weight = (1 - Math.abs(u - cu)) * (1 - Math.abs(v - cv)) * (1 - Math.abs(w - cw));
							if (weight > 0 && cu >= 0 && cv >= 0 && cw >= 0 && cu < grid.width() && cv < grid.height() && cw < grid.slices()) sum += weight * volume.get(cu, cv, cw);
						}
						samples[i++] = (float) sum;
					}
			return samples;
		}

		/** @return the labels at the points of the lattice, nearest neighbour; 0 outside */
		byte[] labels(final int highest) {
			final byte[] labels = new byte[NX * NY * NZ];
			final SpatialGrid grid = volume.grid();
			int i = 0;
			for (int iz = 0; iz < NZ; iz++)
				for (int iy = 0; iy < NY; iy++)
					for (int ix = 0; ix < NX; ix++, i++) {
						final int u = (int) Math.round((X0 + STEP_MM * ix - affine[3]) / affine[0]);
						final int v = (int) Math.round((Y0 + STEP_MM * iy - affine[7]) / affine[5]);
						final int w = (int) Math.round((Z0 + STEP_MM * iz - affine[11]) / affine[10]);
						if (u < 0 || v < 0 || w < 0 || u >= grid.width() || v >= grid.height() || w >= grid.slices()) continue;
						final float label = volume.get(u, v, w);
						if (!(label >= 0 && label <= highest && label == Math.rint(label))) throw new PerfusionException(path + " holds a value of " + label + ", but labels of territories are whole numbers from 0 to " + highest +
							". It is not the JHU arterial atlas, level 1.");
						labels[i] = (byte) label;
					}
			return labels;
		}
	}
}
