package org.perfusionj.phantom;

import java.util.Arrays;
import java.util.List;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadGrid;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.anatomy.TissueDensity;
import org.perfusionj.phantom.perfusion.PerfusionField;
import org.perfusionj.phantom.perfusion.PerfusionPoint;
import org.perfusionj.phantom.vessels.BloodVoxels;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Draws the head of a case on its lattice: density, perfusion and blood of every point. */
final class HeadPainter {

	/** The plexus lets contrast out of its vessels; it looks like tissue with much blood. Chosen. */
	private static final double PLEXUS_CBF = 90;
	private static final double PLEXUS_CBV = 12;
	private static final double PLEXUS_ARRIVAL_S = 1.2;
	private static final double PLEXUS_DISPERSION_S = 1;
	/** Traces of brain below this fraction are left out. */
	private static final float TRACE = 0.01f;

	private final HeadAnatomy anatomy;
	private final HeadShape shape;
	private final TissueDensity density;
	private final PerfusionField perfusion;
	private final TissueCurves curves;
	private final List<Double> poolDensity;

	/** @param poolDensity HU of the blood of each pool before contrast: that of a clot where one sits */
	HeadPainter(final HeadAnatomy anatomy, final HeadShape shape, final TissueDensity density, final PerfusionField perfusion, final TissueCurves curves, final List<Double> poolDensity) {
		this.anatomy = anatomy;
		this.shape = shape;
		this.density = density;
		this.perfusion = perfusion;
		this.curves = curves;
		this.poolDensity = List.copyOf(poolDensity);
	}

	/** @param blood the vessels on each plane of the grid */
	HeadPlane[] paint(final HeadGrid grid, final BloodVoxels[] blood, final Parallel parallel, final WorkMonitor monitor) {
		final HeadPlane[] planes = new HeadPlane[grid.planes()];
		parallel.forEach(planes.length, monitor, z -> planes[z] = plane(grid, z, blood[z], monitor));
		return planes;
	}

	private HeadPlane plane(final HeadGrid grid, final int z, final BloodVoxels blood, final WorkMonitor monitor) {
		final float[] bloodless = new float[grid.planeSize()];
		Arrays.fill(bloodless, 1);
		for (int i = 0; i < blood.points().length; i++)
			bloodless[blood.points()[i]] -= blood.fractions()[i];
		for (int i = 0; i < bloodless.length; i++)
			bloodless[i] = Math.max(0, bloodless[i]);

		final float[] hu = new float[grid.planeSize()];
		final byte[] labels = new byte[grid.planeSize()];
		final float[] brainFraction = new float[grid.planeSize()];
		final float[] core = new float[grid.planeSize()];
		final float[] penumbra = new float[grid.planeSize()];
		final byte[] states = new byte[grid.planeSize()];
		final PerfusedPoints.Builder brain = new PerfusedPoints.Builder();
		final PerfusedPoints.Builder plexus = new PerfusedPoints.Builder();
		final double[] head = new double[3];
		final double[] place = new double[3];
		final float[] fractions = new float[Tissue.COUNT];
		final PerfusionPoint point = new PerfusionPoint();
		for (int y = 0; y < grid.height(); y++) {
			monitor.check();
			for (int x = 0; x < grid.width(); x++) {
				final int i = y * grid.width() + x;
				grid.toHead(x, y, z, head);
				shape.toTemplate(head[0], head[1], head[2], place);
				anatomy.fractions(place[0], place[1], place[2], fractions);
				labels[i] = (byte) most(fractions);
				hu[i] = (float) density.hu(fractions, place[0], place[1], place[2]);
				final float grey = fractions[Tissue.GREY.ordinal()];
				final float white = fractions[Tissue.WHITE.ordinal()];
				if (grey + white > TRACE) {
					perfusion.sample(place[0], place[1], place[2], grey, white, point);
					brain.add(i, point.cbf, point.cbv, point.arrivalS, point.dispersionS);
					brainFraction[i] = (grey + white) * bloodless[i];
					core[i] = (float) (point.core * brainFraction[i]);
					penumbra[i] = (float) (point.penumbra * brainFraction[i]);
					states[i] = (byte) point.state.ordinal();
					hu[i] += (grey + white) * (float) point.densityChange;
				}
				final float plexusFraction = fractions[Tissue.PLEXUS.ordinal()];
				if (plexusFraction > TRACE) plexus.add(i, plexusFraction * PLEXUS_CBF, plexusFraction * PLEXUS_CBV, PLEXUS_ARRIVAL_S, PLEXUS_DISPERSION_S);
			}
		}
		for (int i = 0; i < hu.length; i++)
			if (bloodless[i] < 1) hu[i] *= bloodless[i];
		for (int i = 0; i < blood.points().length; i++)
			hu[blood.points()[i]] += blood.fractions()[i] * poolDensity.get(blood.pools()[i]);
		return new HeadPlane(hu, brain.build(curves, bloodless), plexus.build(curves, bloodless), blood, labels, brainFraction, core, penumbra, states);
	}

	private static int most(final float[] fractions) {
		int most = 0;
		for (int i = 1; i < fractions.length; i++)
			if (fractions[i] > fractions[most]) most = i;
		return most;
	}
}
