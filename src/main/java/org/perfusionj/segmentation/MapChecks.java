package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Looks at maps before a lesion is found in them: whether they hold numbers of tissue, in the units that thresholds are in, and what volumes in ml will mean. */
public final class MapChecks {

	/** A brain is smaller than this, ml: voxels cannot be as large as they say. */
	private static final double LARGEST_BRAIN_ML = 2500;
	/** Parts of the brain from which on it is told that they have no number, or the flow 0. */
	private static final double MANY_MISSING = 0.1;
	private static final double MANY_ZERO = 0.2;
	/** A map of delays that has no more than this many different values may count frames. */
	private static final double MOST_FRAMES = 200;

	private static final List<Plausible> PLAUSIBLE = List.of(
		new Plausible(PerfusionMap.CBF, 95, 5, 10, 300, 1000, List.of(new OtherUnit("ml/g/min", 100), new OtherUnit("ml/100 g/s", 60), new OtherUnit("ml/g/s or 1/s", 6000), new OtherUnit("ml/kg/min", 0.1), new OtherUnit("hundredths of ml/100 g/min", 0.01))),
		new Plausible(PerfusionMap.CBV, 95, 0.5, 1.5, 20, 60, List.of(new OtherUnit("ml/g or ml/ml", 100), new OtherUnit("ml/kg", 0.1), new OtherUnit("hundredths of ml/100 g", 0.01))),
		new Plausible(PerfusionMap.MTT, 50, 0.3, 1.5, 30, 100, List.of(new OtherUnit("minutes", 60), new OtherUnit("ms", 0.001), new OtherUnit("tenths of a second", 0.1), new OtherUnit("hundredths of a second", 0.01))),
		new Plausible(PerfusionMap.TMAX, 95, 0, 0.2, 60, 150, List.of(new OtherUnit("minutes", 60), new OtherUnit("ms", 0.001), new OtherUnit("tenths of a second", 0.1), new OtherUnit("hundredths of a second", 0.01))),
		new Plausible(PerfusionMap.BAD, 95, 0, 0, 60, 150, List.of(new OtherUnit("ms", 0.001), new OtherUnit("tenths of a second", 0.1), new OtherUnit("hundredths of a second", 0.01))));

	/**
	 * Where a percentile of a map lies in a brain.
	 *
	 * @param percent which percentile
	 * @param impossibleBelow in no living brain with a calibrated map, unit of the map
	 * @param unusualBelow seldom
	 * @param unusualAbove seldom
	 * @param impossibleAbove in no brain
	 * @param others units in which such maps come
	 */
	private record Plausible(PerfusionMap map, double percent, double impossibleBelow, double unusualBelow, double unusualAbove, double impossibleAbove, List<OtherUnit> others) {

		boolean isImpossible(final double value) {
			return value < impossibleBelow || value > impossibleAbove;
		}

		boolean isUsual(final double value) {
			return value >= unusualBelow && value <= unusualAbove;
		}
	}

	/** @param factor from it to the unit of the map */
	private record OtherUnit(String name, double factor) {
	}

	/**
	 * @param maps of a case
	 * @param monitor asked for cancel
	 * @return what the user must know to judge volumes from them; each names its cure
	 * @throws PerfusionException if no lesion can be found in them, with the cure
	 */
	public List<String> check(final LesionMaps maps, final WorkMonitor monitor) {
		final List<String> warnings = new ArrayList<>();
		if (maps.maps().isEmpty()) throw new PerfusionException("There is no map of " + maps.name() + ". Open CBF, CBV and Tmax (or BAD) maps, or a series.");
		final int brain = maps.brain().count();
		if (brain == 0) throw new PerfusionException("There is no brain in the maps of " + maps.name() + ": the brain mask is empty. Give another mask, or check that the maps are not empty.");
		grid(maps, brain, warnings);
		for (final Plausible range : PLAUSIBLE) {
			monitor.check();
			if (maps.get(range.map()).isEmpty()) continue;
			values(maps, range.map(), brain, warnings);
			units(maps, range, warnings);
		}
		return warnings;
	}

	private static void grid(final LesionMaps maps, final int brain, final List<String> warnings) {
		final SpatialGrid grid = maps.grid();
		if (grid.slices() == 1) warnings.add("There is one slice: all volumes are those in this slice, not those of the lesion. Use all slices of the scan.");
		final double ml = brain * grid.voxelVolumeMl();
		if (ml > LARGEST_BRAIN_ML) warnings.add(String.format(Locale.ROOT, "The brain mask measures %.0f ml, more than any brain: voxels are said to be %.3g x %.3g x %.3g mm. Check voxel size and mask, volumes in ml depend on both.", ml, grid
			.spacingX(), grid.spacingY(), grid.spacingZ()));
		if (!grid.orientation().isKnown()) warnings.add("The orientation of the maps is not known: left and right are those of the image, where the patient's right is usually left. Use files that say it (NIfTI, DICOM).");
	}

	private static void values(final LesionMaps maps, final PerfusionMap map, final int brain, final List<String> warnings) {
		final Volume volume = maps.get(map).orElseThrow();
		int finite = 0;
		int zero = 0;
		boolean isWhole = true;
		for (int z = 0; z < volume.grid().slices(); z++) {
			final float[] plane = volume.plane(z);
			final boolean[] in = maps.brain().plane(z);
			for (int i = 0; i < plane.length; i++) {
				if (!in[i] || !Float.isFinite(plane[i])) continue;
				finite++;
				if (plane[i] == 0) zero++;
				isWhole &= plane[i] == Math.rint(plane[i]) && plane[i] <= MOST_FRAMES;
			}
		}
		final String name = "The map " + map.key();
		if (finite == 0) throw new PerfusionException(name + " holds no number in the brain (NaN or infinite everywhere). Make it again, or leave it out.");
		if (zero == finite) throw new PerfusionException(name + " is 0 everywhere in the brain, so it holds no tissue. Check that it is the right file and that the brain mask fits it, or leave it out.");
		if (brain - finite > MANY_MISSING * brain) warnings.add(String.format(Locale.ROOT, "%s has no number in %.0f %% of the brain, which is then neither lesion nor normal. Check the map and the brain mask.", name, 100.0 * (brain - finite) / brain));
		if (map == PerfusionMap.CBF && zero > MANY_ZERO * finite) warnings.add(String.format(Locale.ROOT, "%s is 0 in %.0f %% of the brain: if those voxels were not computed, leave them out by a brain mask, since they count as tissue without flow.", name, 100.0
			* zero / finite));
		// what this software made is in seconds; only other maps can count frames
		final boolean isDelay = map == PerfusionMap.TMAX || map == PerfusionMap.BAD;
		if (isDelay && isWhole && maps.method().isEmpty()) warnings.add(name + " holds whole numbers only. That is right if frames are 1 s apart or it was rounded; if it counts frames, multiply it by the interval between frames.");
	}

	private static void units(final LesionMaps maps, final Plausible range, final List<String> warnings) {
		final Mask tissue = maps.brain().minus(maps.vessels()).minus(maps.csf());
		final PerfusionMap map = range.map();
		final double value = Sample.of(maps.get(map).orElseThrow(), tissue).percentile(range.percent());
		if (Double.isNaN(value) || range.isUsual(value)) return;
		final String others = range.others().stream().filter(unit -> range.isUsual(value * unit.factor())).map(unit -> unit.name() + " (multiply by " + ThresholdText.of(unit.factor()) + ")").collect(Collectors.joining(", "));
		final String relative = map == PerfusionMap.CBF && value > 0.5 && value < 3 ? " Or it is relative to normal tissue: then open it as rCBF, thresholds need CBF." : "";
		final String what = String.format(Locale.ROOT, "The map %s does not look like %s: %s is %s in the brain, and %s to %s are usual.", map.key(), map.unit(), range.percent() == 50 ? "its median" : "its 95th percentile", ThresholdText.measured(
			value), ThresholdText.of(range.unusualBelow()), ThresholdText.of(range.unusualAbove()));
		final String cure = (others.isEmpty() ? " State its unit when it is opened, check AIF and calibration, or leave the map out." : " It may be in " + others + ": state its unit when it is opened, convert it, or leave the map out.") + relative;
		final boolean isCalibrated = maps.signal() == SignalType.CT || map != PerfusionMap.CBF && map != PerfusionMap.CBV;
		if (range.isImpossible(value) && isCalibrated) throw new PerfusionException(what + cure);
		warnings.add(what + (isCalibrated ? cure : cure + " Thresholds relative to normal tissue hold in any unit; those in " + map.unit() + " do not."));
	}
}
