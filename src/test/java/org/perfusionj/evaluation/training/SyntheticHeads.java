package org.perfusionj.evaluation.training;

import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.simulation.RandomStream;

/** Round heads of noise with a lesion whose core has less blood volume: what a rule can learn in a moment. */
final class SyntheticHeads {

	private static final SpatialGrid GRID = new SpatialGrid(40, 44, 4, 4, 4, 8, Orientation.NONE);

	private SyntheticHeads() {}

	/** @return every fifth head is healthy */
	static LesionExample head(final int number) {
		final RandomStream random = new RandomStream(number);
		final boolean healthy = number % 5 == 4;
		final double x0 = random.chance(0.5) ? 11 : 28;
		final double y0 = random.uniform(18, 26);
		final double radius = random.uniform(7, 10);
		final boolean[][] brain = new boolean[4][GRID.planeSize()];
		final boolean[][] core = new boolean[4][GRID.planeSize()];
		final boolean[][] lesion = new boolean[4][GRID.planeSize()];
		final Volume cbf = new Volume(GRID);
		final Volume cbv = new Volume(GRID);
		final Volume tmax = new Volume(GRID);
		final Volume image = new Volume(GRID);
		for (int z = 0; z < 4; z++)
			for (int i = 0; i < GRID.planeSize(); i++) {
				final int x = i % 40;
				final int y = i / 40;
				brain[z][i] = Math.hypot((x - 19.5) / 18, (y - 21.5) / 20) < 1;
				image.plane(z)[i] = brain[z][i] ? (float) random.gaussian(35, 1) : 0;
				if (!brain[z][i]) continue;
				final double distance = healthy ? 99 : Math.hypot(x - x0, y - y0);
				lesion[z][i] = distance < radius;
				core[z][i] = distance < radius / 2;
				cbf.plane(z)[i] = (float) Math.max(1, (lesion[z][i] ? 15 : 45) + random.gaussian(0, 8));
				cbv.plane(z)[i] = (float) ((core[z][i] ? 1.5 : 4) + random.gaussian(0, 1));
				tmax.plane(z)[i] = (float) Math.max(0, (lesion[z][i] ? 9 : 2) + random.gaussian(0, 2));
			}
		final Mask all = new Mask(GRID, brain);
		final Mask none = all.minus(all);
		return new LesionExample(new LesionMaps("head-" + number, "cSVD", SignalType.CT, all, Map.of(PerfusionMap.CBF, cbf, PerfusionMap.CBV, cbv, PerfusionMap.TMAX, tmax), Optional.of(image), none, none), new Mask(GRID, core), new Mask(GRID, lesion),
			none);
	}
}
