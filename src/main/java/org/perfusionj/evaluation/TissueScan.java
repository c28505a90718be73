package org.perfusionj.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;

/**
 * A scan in which somebody has said where the lesion is, with whatever else is known of it. Masks and truth have the grid of the series.
 *
 * @param name of the case
 * @param series calibrated series
 * @param lesion ischaemic voxels; vessels and fluid in it do not count
 * @param brain voxels that may be tissue; empty = those that are found to be brain
 * @param normal voxels that may be normal; empty = all that are not in the lesion
 * @param vessels large vessels; empty = those that are found
 * @param csf cerebrospinal fluid; empty = that which is found
 * @param grey grey matter; empty with white = told apart by {@link GreyMatter}
 * @param white white matter
 * @param truth true values of phantoms
 */
public record TissueScan(String name, PerfusionSeries series, Mask lesion, Optional<Mask> brain, Optional<Mask> normal, Optional<Mask> vessels, Optional<Mask> csf, Optional<Mask> grey, Optional<Mask> white, Map<TissueMeasure, Volume> truth) {

	/** @throws IllegalArgumentException if a mask or a true map has another size than the series */
	public TissueScan {
		requireSize(series, lesion);
		for (final Optional<Mask> mask : List.of(brain, normal, vessels, csf, grey, white))
			mask.ifPresent(one -> requireSize(series, one));
		final Map<TissueMeasure, Volume> copy = new EnumMap<>(TissueMeasure.class);
		copy.putAll(truth);
		truth = Collections.unmodifiableMap(copy);
	}

	private static void requireSize(final PerfusionSeries series, final Mask mask) {
		if (!mask.grid().sameSize(series.grid())) throw new IllegalArgumentException("A mask is " + mask.grid().sizeText() + " voxels, the series " + series.grid().sizeText() + ".");
	}

	/** A scan of which only the lesion is known. */
	public static TissueScan of(final String name, final PerfusionSeries series, final Mask lesion) {
		return new TissueScan(name, series, lesion, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
	}
}
