package org.perfusionj.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.perfusionj.series.Region;

/**
 * The user's regions by what they are for. A region whose name starts with AIF or VOF (in any case) is vascular, every other
 * is a measurement region. One whose name starts with "unusable AIF" or "unusable VOF" is neither: it shows where a curve came from that must not be used.
 *
 * @param aif regions in arteries
 * @param vof regions in veins
 * @param regions regions in which maps are measured
 */
public record VascularRois(List<Region> aif, List<Region> vof, List<Region> regions) {

	/** Goes before AIF or VOF in the name of a ROI that must not be used. */
	public static final String UNUSABLE = "unusable ";

	/** Copies the lists. */
	public VascularRois {
		aif = List.copyOf(aif);
		vof = List.copyOf(vof);
		regions = List.copyOf(regions);
	}

	/** @return the regions sorted by their names, each list in the order given */
	public static VascularRois of(final List<Region> all) {
		final List<Region> aif = new ArrayList<>();
		final List<Region> vof = new ArrayList<>();
		final List<Region> others = new ArrayList<>();
		for (final Region region : all) {
			if (isAif(region.name())) aif.add(region);
			else if (isVof(region.name())) vof.add(region);
			else if (isMeasured(region.name())) others.add(region);
		}
		return new VascularRois(aif, vof, others);
	}

	/** @return the vascular regions of each rater by his number ({@link RaterNumber}), in ascending order; no measurement regions */
	public SortedMap<Integer, VascularRois> byRater() {
		final SortedMap<Integer, VascularRois> raters = new TreeMap<>();
		Stream.concat(aif.stream(), vof.stream()).map(region -> RaterNumber.of(region.name())).forEach(number -> raters.computeIfAbsent(number, its -> new VascularRois(of(aif, its), of(vof, its), List.of())));
		return raters;
	}

	private static List<Region> of(final List<Region> regions, final int rater) {
		return regions.stream().filter(region -> RaterNumber.of(region.name()) == rater).toList();
	}

	/** @return true if a ROI of that name is a measurement region */
	public static boolean isMeasured(final String name) {
		return !isAif(name) && !isVof(name) && !startsWith(name, UNUSABLE + "AIF") && !startsWith(name, UNUSABLE + "VOF");
	}

	static boolean isAif(final String name) {
		return startsWith(name, "AIF");
	}

	static boolean isVof(final String name) {
		return startsWith(name, "VOF");
	}

	private static boolean startsWith(final String name, final String start) {
		return name != null && name.trim().toUpperCase(Locale.ROOT).startsWith(start.toUpperCase(Locale.ROOT));
	}
}
