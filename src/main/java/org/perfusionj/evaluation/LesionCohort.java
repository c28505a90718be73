package org.perfusionj.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.series.Mask;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Compares lesion masks with references over the cases of a folder, one case at a time, so that the memory does not grow with their number. A case or a mask that cannot be compared is noted with
 * its reason, and the others go on.
 */
public final class LesionCohort {

	private final List<String> runs;
	private final LesionMaskNames names;

	/**
	 * @param runs names of the runs, at least one
	 * @param names what masks are called
	 */
	public LesionCohort(final List<String> runs, final LesionMaskNames names) {
		this.runs = List.copyOf(runs);
		this.names = names;
	}

	/**
	 * @param cases at least one
	 * @param monitor progress and cancel; told the result of each case, and its warnings
	 * @return how they agree
	 * @throws PerfusionException if no mask could be compared, with the first reason
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public LesionComparison compare(final List<LesionMaskCase> cases, final WorkMonitor monitor) {
		final LesionMapPool maps = new LesionMapPool();
		final Map<String, List<Path>> files = new HashMap<>();
		final List<LesionReading> readings = new ArrayList<>();
		final List<LesionComparison.Failure> failures = new ArrayList<>();
		for (int i = 0; i < cases.size(); i++) {
			monitor.check();
			final LesionMaskCase one = cases.get(i);
			monitor.progress((double) i / cases.size(), "Case " + (i + 1) + " of " + cases.size() + " (" + one.name() + ")");
			try {
				files.put(one.name(), new OneCase(one, maps, readings, failures, monitor).compare());
			}
			catch (final PerfusionException | IOException | UncheckedIOException unusable) {
				runs.forEach(run -> failures.add(new LesionComparison.Failure(one.name(), run, Optional.empty(), reason(unusable))));
				monitor.log("Warning: " + one.name() + " is left out. " + reason(unusable));
			}
		}
		if (readings.isEmpty()) throw new PerfusionException("No mask could be compared. " + failures.get(0).name() + ": " + failures.get(0).reason());
		monitor.progress(1, "Compared " + cases.size() + (cases.size() == 1 ? " case" : " cases"));
		return new LesionComparison(runs, cases.stream().map(LesionMaskCase::name).toList(), readings, failures, maps.curves(runs), files);
	}

	private static String reason(final Exception unusable) {
		return unusable instanceof PerfusionException ? unusable.getMessage() : "It cannot be read: " + unusable.getMessage();
	}

	/** The work on one case. */
	private final class OneCase {

		private final LesionMaskCase one;
		private final LesionMapPool maps;
		private final List<LesionReading> readings;
		private final List<LesionComparison.Failure> failures;
		private final Set<Path> files = new LinkedHashSet<>();
		private final WorkMonitor monitor;

		OneCase(final LesionMaskCase one, final LesionMapPool maps, final List<LesionReading> readings, final List<LesionComparison.Failure> failures, final WorkMonitor monitor) {
			this.one = one;
			this.maps = maps;
			this.readings = readings;
			this.failures = failures;
			this.monitor = monitor;
		}

		/** @return the files that results were made from */
		List<Path> compare() throws IOException {
			final Path folder = one.reference().orElseThrow(() -> new PerfusionException("There is no reference of it: no folder " + one.name() + (one.isOwn() ? " among the references." : " in the first run.")));
			final Map<LesionPart, List<Path>> named = names.reference(folder, one.isOwn());
			if (named.isEmpty()) throw new PerfusionException("There is no reference mask in " + folder + ". Put one there as reference_core.nii.gz or reference_lesion.nii.gz, say with reference_core= or reference_lesion= what it is called, or give with references= the folder that holds a folder of references for each case.");
			final Map<LesionPart, MaskFile> references = new LinkedHashMap<>();
			for (final Map.Entry<LesionPart, List<Path>> file : named.entrySet())
				references.put(file.getKey(), MaskFile.read(file.getValue(), monitor));
			final Optional<Path> where = one.brain();
			final Optional<MaskFile> brain = where.isPresent() ? Optional.of(MaskFile.read(List.of(where.get()), monitor)) : Optional.empty();
			for (final String run : runs)
				try {
					compare(run, references, brain);
				}
				catch (final PerfusionException | IOException | UncheckedIOException unusable) {
					fail(run, Optional.empty(), reason(unusable));
				}
			return List.copyOf(files);
		}

		private void compare(final String run, final Map<LesionPart, MaskFile> references, final Optional<MaskFile> brain) throws IOException {
			final Path folder = Optional.ofNullable(one.found().get(run)).orElseThrow(() -> new PerfusionException("There is no folder " + one.name() + " in this run."));
			final Map<LesionPart, List<Path>> named = names.found(folder);
			if (named.isEmpty()) throw new PerfusionException("There is no mask in " + folder + ". A segmentation writes core.nii.gz and penumbra.nii.gz there; say with found_core= and found_lesion= if yours are called otherwise.");
			if (names.isPenumbraOnly(named)) monitor.log("Warning: there is no mask of the core in " + folder + ": its penumbra counts as the whole lesion.");
			final Map<LesionPart, MaskFile> founds = new EnumMap<>(LesionPart.class);
			for (final LesionPart part : references.keySet()) {
				monitor.check();
				try {
					final List<Path> masks = Optional.ofNullable(named.get(part)).orElseThrow(() -> new PerfusionException("There is a reference of the " + part.title() + ", but no mask of it in " + folder + "."));
					final MaskFile found = MaskFile.read(masks, monitor);
					final MaskFile reference = references.get(part).placedBy(found, monitor);
					final Mask where = brain.isPresent() ? brain.get().on(reference, monitor).mask() : Mask.all(reference.mask().grid());
					final MaskAgreement agreement = MaskAgreement.of(reference.mask(), found.on(reference, monitor).mask(), where);
					founds.put(part, found);
					readings.add(new LesionReading(one.name(), run, part, agreement, brain.isPresent()));
					read(found.files());
					read(reference.files());
					brain.ifPresent(mask -> read(mask.files()));
					monitor.log(String.format(Locale.ROOT, "%s, %s, %s: %.1f ml, reference %.1f ml, Dice %s", one.name(), run, part.key(), agreement.foundMl(), agreement.referenceMl(), Double.isNaN(agreement.dice()) ? "not defined" : String.format(Locale.ROOT, "%.2f", agreement.dice())));
				}
				catch (final PerfusionException | IOException | UncheckedIOException unusable) {
					fail(run, Optional.of(part), reason(unusable));
				}
			}
			if (founds.containsKey(LesionPart.CORE)) pool(run, folder, named, references, founds.get(LesionPart.CORE));
		}

		/** Without a reference of the lesion the region is the one that was found, as in the paper: there tissue of which Tmax is above 6 s. */
		private void pool(final String run, final Path folder, final Map<LesionPart, List<Path>> named, final Map<LesionPart, MaskFile> references, final MaskFile found) {
			try {
				final MaskFile core = references.get(LesionPart.CORE).placedBy(found, monitor);
				final boolean isReference = references.containsKey(LesionPart.LESION);
				if (isReference) read(maps.add(run, folder, core, references.get(LesionPart.LESION), true, monitor));
				else if (named.containsKey(LesionPart.LESION)) read(maps.add(run, folder, core, MaskFile.read(named.get(LesionPart.LESION), monitor), false, monitor));
			}
			catch (final PerfusionException | IOException | UncheckedIOException unusable) {
				monitor.log("Warning: the maps of " + one.name() + ", " + run + " are in no ROC curve. " + reason(unusable));
			}
		}

		private void read(final List<Path> some) {
			files.addAll(some);
		}

		private void fail(final String run, final Optional<LesionPart> part, final String reason) {
			failures.add(new LesionComparison.Failure(one.name(), run, part, reason));
			monitor.log("Warning: " + one.name() + ", " + run + part.map(which -> ", " + which.key()).orElse("") + " is left out. " + reason);
		}
	}
}
