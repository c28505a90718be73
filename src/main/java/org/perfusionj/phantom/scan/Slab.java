package org.perfusionj.phantom.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

/**
 * Which part of the head is scanned: slices without gaps, in the scanner's z. Real scans have 2 to 16 slices of 4 to 12 mm, on detectors of 20 to
 * 40 mm, with moving tables of 60 to 100 mm, or of the whole brain. A small slab starts at the circle of Willis and reaches the basal ganglia or
 * above, so that arteries and the superior sagittal sinus are in it; a big one starts lower; the biggest hold the whole brain.
 *
 * @param slices number of slices
 * @param sliceMm thickness of each, mm
 * @param bottomMm lower face of the lowest slice, scanner mm
 */
record Slab(int slices, double sliceMm, double bottomMm) {

	/** Slices of real scans. */
	private static final int FEWEST = 2;
	private static final int MOST = 16;
	private static final double[] THICKNESSES_MM = { 4, 5, 5, 6, 8, 10, 10, 12 };
	/** Slices cannot be thinner, mm. */
	private static final double THINNEST_MM = 0.5;
	/** A slab may reach this far beyond the brain: skull base below, bone and scalp above, mm. */
	private static final double BELOW_MM = 10;
	private static final double ABOVE_MM = 14;
	/** A slab that need not do so reaches this far above the brain, mm. */
	private static final double VERTEX_MM = 3;

	/** @throws PerfusionException if the head does not hold what is asked for */
	static Slab draw(final ScanOptions options, final HeadPlacement placement, final RandomStream random) {
		final double roomMm = placement.brain().size(2) + BELOW_MM + ABOVE_MM;
		if (options.slices().isPresent() && options.sliceMm().isPresent()) check(options.slices().getAsInt(), options.sliceMm().getAsDouble(), roomMm);
		final double coverageMm = coverage(random.named("coverage"));
		final double sliceMm = options.sliceMm().isPresent() ? options.sliceMm().getAsDouble() : thickness(options, coverageMm, roomMm, random.named("thickness"));
		final int fitting = (int) Math.floor(roomMm / sliceMm);
		final int slices = options.slices().orElse(Math.min(fitting, Math.max(FEWEST, Math.min(MOST, (int) Math.round(coverageMm / sliceMm)))));
		return new Slab(slices, sliceMm, bottom(slices * sliceMm, placement, random.named("place")));
	}

	private static void check(final int slices, final double sliceMm, final double roomMm) {
		final int fitting = (int) Math.floor(roomMm / sliceMm);
		if (slices <= fitting) return;
		final double thinner = Math.floor(10 * roomMm / slices) / 10;
		throw new PerfusionException(String.format(Locale.ROOT, "%d slices of %s mm are %.0f mm, but this head has %.0f mm from below its brain to its vertex: at most %d such slices fit. Use slices=%d%s.", slices, number(sliceMm),
			slices * sliceMm, roomMm, fitting, fitting, thinner < THINNEST_MM ? "" : String.format(Locale.ROOT, " or slice_mm=%.1f", thinner)));
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
	}

	/** Length of a drawn slab, mm. */
	private static double coverage(final RandomStream random) {
		final double kind = random.uniform();
		if (kind < 0.2) return random.uniform(20, 28);
		if (kind < 0.55) return random.uniform(32, 48);
		return kind < 0.88 ? random.uniform(64, 100) : random.uniform(120, 160);
	}

	private static double thickness(final ScanOptions options, final double coverageMm, final double roomMm, final RandomStream random) {
		final List<Double> fitting = new ArrayList<>();
		for (final double sliceMm : THICKNESSES_MM) {
			final int slices = options.slices().orElse((int) Math.round(coverageMm / sliceMm));
			final boolean usual = options.slices().isPresent() || slices >= FEWEST && slices <= MOST;
			if (usual && slices * sliceMm <= roomMm) fitting.add(sliceMm);
		}
		if (!fitting.isEmpty()) return random.pick(fitting);
		// more slices than real scans have: as thick as the head allows
		final double thickest = Math.floor(10 * roomMm / options.slices().orElse(MOST)) / 10;
		if (thickest < THINNEST_MM) throw new PerfusionException(String.format(Locale.ROOT, "%d slices would have to be thinner than 0.5 mm in the %.0f mm that this head has from below its brain to its vertex: use at most %d slices.",
			options.slices().getAsInt(), roomMm, (int) Math.floor(roomMm / THINNEST_MM)));
		return Math.min(THICKNESSES_MM[THICKNESSES_MM.length - 1], thickest);
	}

	private static double bottom(final double lengthMm, final HeadPlacement placement, final RandomStream random) {
		final double lowest = placement.brain().low(2) - BELOW_MM;
		// slices without brain at the vertex only where the slab is as long as the head
		final double highest = Math.max(lowest, placement.brain().high(2) + VERTEX_MM - lengthMm);
		final double wanted = placement.circleOfWillisMm() - random.uniform(1, 3 + 0.2 * lengthMm);
		return Math.max(lowest, Math.min(highest, wanted));
	}

	/** @return upper face of the highest slice, scanner mm */
	double topMm() {
		return bottomMm + slices * sliceMm;
	}
}
