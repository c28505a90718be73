package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.images.VolumeFiles;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.GridComparison;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SourceVolume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Collects the values of maps in core and penumbra over runs and cases. Of each quantity the relative map is taken, or the absolute one where there is no other. Values count in the unit of the file. Not thread-safe.
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
		final Map<PerfusionMap, SourceVolume> maps = new LinkedHashMap<>();
		for (final Map.Entry<PerfusionMap, Path> file : files.entrySet()) {
			final SourceVolume read = VolumeFiles.read(file.getValue(), monitor);
			final SourceVolume map = new SourceVolume(file.getValue().toString(), read.volume(), read.hasScale(), read.unit());
			GridComparison.require(core.place(), map, monitor);
			maps.put(file.getKey(), map);
		}
		final Mask whole = isReference ? lesion.on(core, monitor).mask().or(core.mask()) : lesion.on(core, monitor).mask();
		// outside it maps hold 0, which is no flow
		final Optional<Path> mapped = NamedFile.image(folder, "mask").or(() -> NamedFile.image(folder, "brain"));
		final Mask region = mapped.isPresent() ? whole.and(MaskFile.read(List.of(mapped.get()), monitor).on(core, monitor).mask()) : whole;
		final Mask positive = core.mask().and(region);
		final Mask negative = region.minus(core.mask());
		maps.forEach((map, volume) -> {
			final Pool pool = pools.computeIfAbsent(new Key(run, map), key -> new Pool());
			pool.counts.add(volume.volume(), 1, positive, negative);
			pool.cases++;
			if (isReference) pool.inReference++;
		});
		return List.copyOf(files.values());
	}

	/** @return the curves that have core and penumbra, in the order of the runs */
	List<LesionCurve> curves(final List<String> runs) {
		final List<LesionCurve> curves = new ArrayList<>();
		for (final String run : runs)
			for (final PerfusionMap map : QUANTITIES.stream().flatMap(List::stream).toList()) {
				final Pool pool = pools.get(new Key(run, map));
				if (pool == null) continue;
				final RocCurve curve = pool.counts.curve(coreIs(map));
				if (curve.isDefined()) curves.add(new LesionCurve(run, map, pool.cases, pool.inReference, curve));
			}
		return curves;
	}

	/** In core flow and volume are low and times long. */
	private static RocCurve.CoreIs coreIs(final PerfusionMap map) {
		return switch (map) {
			case CBF, RCBF, CBV, RCBV -> RocCurve.CoreIs.LOWER;
			default -> RocCurve.CoreIs.HIGHER;
		};
	}
}
