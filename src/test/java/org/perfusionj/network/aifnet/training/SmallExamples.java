package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.aifnet.CellGrid;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.network.aifnet.SmallScan;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Training examples of a few cells with an early artery and a late, high vein, each of three voxels somewhere. */
final class SmallExamples {

	static final InputSpec SPEC = new InputSpec(10, 2, 4, 1.8, 5);

	private SmallExamples() {}

	/** @return a scan with its vessels annotated; the same seed gives the same one */
	static TrainingExample of(final long seed) {
		final Random random = new Random(seed);
		final SmallScan scan = new SmallScan(SmallScan.grid(12, 10, 2, 1.8, 5), seed);
		final double artery = 12 + random.nextDouble();
		final Voxel aif = new Voxel(random.nextInt(10), random.nextInt(5), random.nextInt(2));
		final Voxel vof = new Voxel(random.nextInt(10), 5 + random.nextInt(5), random.nextInt(2));
		final double[] arterial = noisy(SmallScan.bolus(artery, 150 + 80 * random.nextDouble()), random);
		final double[] venous = noisy(SmallScan.bolus(artery + 5, 250 + 80 * random.nextDouble()), random);
		for (int dx = 0; dx < 3; dx++) {
			scan.with(new Voxel(aif.x() + dx, aif.y(), aif.z()), noisy(arterial, random));
			scan.with(new Voxel(vof.x() + dx, vof.y(), vof.z()), noisy(venous, random));
		}
		try (Parallel parallel = new Parallel(1)) {
			final CellSeries cells = CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), SPEC), parallel, WorkMonitor.SILENT);
			final ExampleCells place = ExampleCells.of(cells, SPEC);
			final double[] clock = new TimeGrid(0, 1, 40).times();
			final Map<Vessel, Annotation> annotations = new EnumMap<>(Vessel.class);
			annotations.put(Vessel.AIF, new Annotation(place.sampled(clock, arterial), List.of(place.cell(new Voxel(aif.x() + 1, aif.y(), aif.z())).orElseThrow()), place.sampled(clock, SmallScan.bolus(artery, 200))));
			annotations.put(Vessel.VOF, new Annotation(place.sampled(clock, venous), List.of(place.cell(new Voxel(vof.x() + 1, vof.y(), vof.z())).orElseThrow()), place.sampled(clock, SmallScan.bolus(artery + 5, 300))));
			return TrainingExample.of("scan " + seed, cells, SPEC, annotations);
		}
	}

	private static double[] noisy(final double[] curve, final Random random) {
		final double[] noisy = curve.clone();
		for (int t = 0; t < noisy.length; t++)
			noisy[t] += 2 * random.nextGaussian();
		return noisy;
	}

	/** @return scans of seeds from...to */
	static ExampleSet set(final long from, final long to) {
		final List<TrainingExample> all = new ArrayList<>();
		for (long seed = from; seed <= to; seed++)
			all.add(of(seed));
		return new ExampleSet() {

			@Override
			public int size() {
				return all.size();
			}

			@Override
			public TrainingExample get(final int index, final WorkMonitor monitor) {
				return all.get(index);
			}
		};
	}

	/** @return the same on disk; two scans a patient */
	static StoredExamples stored(final Path folder, final long from, final long to) throws IOException {
		final List<StoredExample> all = new ArrayList<>();
		for (long seed = from; seed <= to; seed++) {
			final TrainingExample example = of(seed);
			final Path file = folder.resolve(seed + ".example");
			example.write(file);
			all.add(new StoredExample(example.name(), "patient " + seed / 2, Long.toString(seed), example.annotations().keySet(), file));
		}
		return new StoredExamples(all);
	}
}
