package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.images.VolumeFiles;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.GridComparison;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.SourceVolume;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Collects the values of maps in core and penumbra over runs and cases. Of each quantity the relative map is taken. Where there is none it is made of the absolute one, as the maps of this software are: over the mean of
 * normal tissue, if the folder says what that is; else the absolute map counts as it is, in the unit of the file. Not thread-safe.
 */
final class LesionMapPool {

	/** The first of each that lies in the folder of a case is taken. */
	private static final List<List<PerfusionMap>> QUANTITIES = List.of(List.of(PerfusionMap.RCBF, PerfusionMap.CBF), List.of(PerfusionMap.RCBV, PerfusionMap.CBV), List.of(PerfusionMap.RMTT, PerfusionMap.MTT), List.of(PerfusionMap.RTMAX,
		PerfusionMap.TMAX, PerfusionMap.BAD));

	private final Map<Key, Pool> pools = new LinkedHashMap<>();

	private record Key(String run, PerfusionMap map) {
	}

	/** What of one run and map is known so far. */
	private static final class Pool {

		private final RocCounts counts = new RocCounts();
		private int cases;
		private int inReference;
	}

	/** @return the map files of a case that are used, by what they hold */
	private static Map<PerfusionMap, Path> files(final Path folder) {
		final Map<PerfusionMap, Path> files = new LinkedHashMap<>();
		for (final List<PerfusionMap> quantity : QUANTITIES)
			for (final PerfusionMap map : quantity) {
				final Optional<Path> file = NamedFile.image(folder, map.key());
				if (file.isEmpty()) continue;
				files.put(map, file.get());
				break;
			}
		return files;
	}

	/** @return the relative map of what an absolute one holds; of BAD there is none */
	private static Optional<PerfusionMap> relative(final PerfusionMap map) {
		if (map.isRelative() || map == PerfusionMap.BAD) return Optional.empty();
		return QUANTITIES.stream().filter(quantity -> quantity.contains(map)).map(quantity -> quantity.get(0)).findFirst();
	}

	/**
	 * @param run whose maps they are
	 * @param folder of a case
	 * @param core core of the reference
	 * @param lesion lesion of the reference, or the one that was found
	 * @param isReference which of the two
	 * @param monitor told of assumptions; asked for cancellation
	 * @return the files that were read
	 * @throws IOException if a map cannot be read
	 * @throws PerfusionException if a map cannot be used or lies on another grid; the message names it. Then no map of the case counts
	 */
	List<Path> add(final String run, final Path folder, final MaskFile core, final MaskFile lesion, final boolean isReference, final WorkMonitor monitor) throws IOException {
		final Map<PerfusionMap, Path> files = files(folder);
		if (files.isEmpty()) return List.of();
		final Set<Path> read = new LinkedHashSet<>(files.values());
		final Map<PerfusionMap, Volume> maps = new LinkedHashMap<>();
		for (final Map.Entry<PerfusionMap, Path> file : files.entrySet())
			maps.put(file.getKey(), map(file.getValue(), core, monitor));
		final Mask whole = isReference ? lesion.on(core, monitor).mask().or(core.mask()) : lesion.on(core, monitor).mask();
		// outside it maps hold 0, which is no flow
		final Optional<Path> mapped = NamedFile.image(folder, "mask").or(() -> NamedFile.image(folder, "brain"));
		final Optional<Mask> brain = mapped.isPresent() ? Optional.of(MaskFile.read(List.of(mapped.get()), monitor).on(core, monitor).mask()) : Optional.empty();
		final Mask region = brain.map(whole::and).orElse(whole);
		final Mask positive = core.mask().and(region);
		final Mask negative = region.minus(core.mask());
		final Optional<Mask> normal = brain.isPresent() && maps.keySet().stream().anyMatch(map -> relative(map).isPresent()) ? normal(folder, brain.get(), core, read, monitor) : Optional.empty();
		final Map<PerfusionMap, Double> scales = new LinkedHashMap<>();
		for (final Map.Entry<PerfusionMap, Volume> map : maps.entrySet())
			scales.put(map.getKey(), normal.isPresent() && relative(map.getKey()).isPresent() ? 1 / mean(map.getKey(), map.getValue(), normal.get(), folder) : 1);
		maps.forEach((map, volume) -> {
			final Pool pool = pools.computeIfAbsent(new Key(run, normal.flatMap(tissue -> relative(map)).orElse(map)), key -> new Pool());
			pool.counts.add(volume, scales.get(map), positive, negative);
			pool.cases++;
			if (isReference) pool.inReference++;
		});
		return List.copyOf(read);
	}

	private static Volume map(final Path file, final MaskFile core, final WorkMonitor monitor) throws IOException {
		final SourceVolume read = VolumeFiles.read(file, monitor);
		final SourceVolume map = new SourceVolume(file.toString(), read.volume(), read.hasScale(), read.unit());
		GridComparison.require(core.place(), map, monitor);
		return map.volume();
	}

	/** @return brain without vessels and fluid where Tmax, or BAD where there is no Tmax, is that of normal tissue in maps of this software; empty if there is neither */
	private static Optional<Mask> normal(final Path folder, final Mask brain, final MaskFile core, final Set<Path> read, final WorkMonitor monitor) throws IOException {
		final Optional<Path> delay = NamedFile.image(folder, PerfusionMap.TMAX.key()).or(() -> NamedFile.image(folder, PerfusionMap.BAD.key()));
		if (delay.isEmpty()) return Optional.empty();
		read.add(delay.get());
		Mask tissue = brain;
		for (final String other : List.of("vessels", "csf")) {
			final Optional<Path> file = NamedFile.image(folder, other);
			if (file.isEmpty()) continue;
			read.add(file.get());
			tissue = tissue.minus(MaskFile.read(List.of(file.get()), monitor).on(core, monitor).mask());
		}
		final Volume late = map(delay.get(), core, monitor);
		final boolean[][] planes = new boolean[tissue.grid().slices()][tissue.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = tissue.plane(z)[i] && late.plane(z)[i] < MapRequest.NORMAL_TMAX_S;
		return Optional.of(new Mask(tissue.grid(), planes));
	}

	private static double mean(final PerfusionMap map, final Volume volume, final Mask normal, final Path folder) {
		final double mean = Sample.of(volume, normal).mean();
		if (!(mean > 0)) throw new PerfusionException("There is no normal tissue (Tmax or BAD below " + MapRequest.NORMAL_TMAX_S + " s) in " + folder + " to make " + map.key() + " relative by. Check the AIF of the case, or put relative maps beside the masks.");
		return mean;
	}

	/** @return the curves that have core and penumbra, in the order of the runs */
	List<LesionCurve> curves(final List<String> runs) {
		final List<LesionCurve> curves = new ArrayList<>();
		for (final String run : runs)
			for (final PerfusionMap map : QUANTITIES.stream().flatMap(List::stream).toList()) {
				final Pool pool = pools.get(new Key(run, map));
				if (pool == null) continue;
				final RocCurve curve = pool.counts.curve(RocCurve.CoreIs.of(map));
				if (curve.isDefined()) curves.add(new LesionCurve(run, map, pool.cases, pool.inReference, curve));
			}
		return curves;
	}
}
