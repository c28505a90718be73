package org.perfusionj.segmentation;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Finds core and lesion of one case. Needs no user interface and writes nothing. */
public final class CoreSegmentation {

	private final SegmentationSettings settings;

	/** @param settings rule, exclusions, cleaning */
	public CoreSegmentation(final SegmentationSettings settings) {
		this.settings = settings;
	}

	/**
	 * @param maps of the case; not modified
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel
	 * @return the lesion
	 * @throws PerfusionException if the maps or the rule cannot be used, with the reason and what to do
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public Segmentation run(final LesionMaps maps, final Parallel parallel, final WorkMonitor monitor) {
		throw new PerfusionException("rule=" + settings.rule().name() + " cannot be applied to " + maps.name() + " yet.");
	}
}
