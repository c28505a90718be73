package org.perfusionj.phantom.anatomy;

import java.io.IOException;
import java.nio.file.Path;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Heads made from an atlas folder: a head CT template of older adults with tissue priors (neurolabusc/Clinical, 2 mm) and the
 * JHU atlas of arterial territories. The templates are means over many heads and blurred; a head drawn from them is sharp:
 * priors decide how often a tissue is found at a place, the head's own folds decide where it is. The folder is read once
 * (seconds, 60 MB stay in memory); a head after that takes milliseconds.
 * <p>
 * The template ends at z = -72 mm, below the cerebellum, through the jaw joint. Below, its lowest plane goes on unchanged, so
 * that slices placed too low show a neck that does not end instead of nothing.
 */
public final class AtlasTemplate implements HeadTemplate {

	private final String name;
	private final AtlasFields fields;

	private AtlasTemplate(final String name, final AtlasFields fields) {
		this.name = name;
		this.fields = fields;
	}

	/**
	 * @param folder that holds ct_scct, ct_scgrey, ct_scwhite, ct_sccsf and
	 *          rapidtide_JHU-ArterialTerritories-LVL1_space-MNI152NLin6Asym_2mm, each .nii.gz or .nii
	 * @param parallel threads; the result does not depend on how many
	 * @param monitor asked for cancellation
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file is missing, truncated, not what its name says, or not aligned with the others
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public static AtlasTemplate open(final Path folder, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final AtlasFields fields = AtlasFields.of(AtlasVolumes.read(folder, monitor), parallel, monitor);
		final Path last = folder.toAbsolutePath().normalize().getFileName();
		return new AtlasTemplate(last == null ? folder.toString() : last.toString(), fields);
	}

	/** @return name of the folder */
	@Override
	public String name() {
		return name;
	}

	@Override
	public HeadAnatomy head(final Subject subject, final RandomStream random, final Parallel parallel, final WorkMonitor monitor) {
		return new AtlasHead(fields, subject, random);
	}
}
