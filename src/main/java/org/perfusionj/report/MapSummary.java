package org.perfusionj.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Region;
import org.perfusionj.series.Sample;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;

/**
 * The statistics of one case: every map in the whole brain mask, its left and right half, the tissue (mask without vessels
 * and CSF) and each region of the user. Only voxels inside the mask count, because maps are 0 outside it; how many voxels of a
 * region lie outside is told in the warning of its rows. The warnings of the case stand in the rows of the whole brain.
 *
 * @param title title of the case
 * @param rows region by region, in each the maps in their usual order
 * @param leftName name of the region of the left half: "brain left", or "image left" if the orientation is unknown
 * @param rightName name of the region of the right half
 */
public record MapSummary(String title, List<SummaryRow> rows, String leftName, String rightName) {

	/** Name of the region of all voxels in the mask. */
	public static final String BRAIN = "brain";

	/** Name of the region without large vessels and cerebrospinal fluid. */
	public static final String TISSUE = "tissue";

	/** Copies the list. */
	public MapSummary {
		rows = List.copyOf(rows);
	}

	/** @return the summary of a case */
	public static MapSummary of(final PerfusionResult result) {
		final Mask brain = result.maps().mask();
		final BrainHalves halves = BrainHalves.of(brain);
		final List<SummaryRow> rows = new ArrayList<>();
		final Map<String, Mask> masks = new LinkedHashMap<>();
		masks.put(BRAIN, brain);
		masks.put(halves.leftName(), halves.left());
		masks.put(halves.rightName(), halves.right());
		masks.put(TISSUE, brain.minus(result.vessels()).minus(result.csf()));
		final String caseWarnings = String.join(" ", result.warnings());
		masks.forEach((name, mask) -> addRows(rows, result, name, mask, name.equals(BRAIN) ? caseWarnings : ""));
		final Set<String> names = new HashSet<>(masks.keySet());
		for (final Region region : result.regions()) {
			final List<Voxel> inside = region.voxels().stream().filter(brain::contains).toList();
			final int total = region.voxels().size();
			addRows(rows, result, unused(region.name(), masks.keySet(), names), Mask.of(brain.grid(), inside), inside.size() == total ? "" : total - inside.size() + " of " + total + " voxels lie outside the brain mask and are left out.");
		}
		return new MapSummary(result.title(), rows, halves.leftName(), halves.rightName());
	}

	/** A region of the user that is called like one of ours says so; names that occur twice are numbered, as those of the curves are. */
	private static String unused(final String name, final Set<String> own, final Set<String> used) {
		final String region = own.contains(name) ? name + " (region)" : name;
		String unused = region;
		for (int n = 2; !used.add(unused); n++)
			unused = region + " (" + n + ")";
		return unused;
	}

	private static void addRows(final List<SummaryRow> rows, final PerfusionResult result, final String region, final Mask mask, final String warnings) {
		for (final Map.Entry<PerfusionMap, Volume> map : result.maps().all().entrySet()) {
			final Sample sample = Sample.of(map.getValue(), mask);
			rows.add(new SummaryRow(region, map.getKey(), sample.mean(), sample.standardDeviation(), sample.percentile(50), sample.percentile(5), sample.percentile(95), sample.count(), sample.count() * mask.grid()
				.voxelVolumeMl(), sample.nonFinite(), warnings));
		}
	}

	/** @return the first row of a region and a map, if there is one */
	public Optional<SummaryRow> row(final String region, final PerfusionMap map) {
		return rows.stream().filter(row -> row.region().equals(region) && row.map() == map).findFirst();
	}

	/** @return names of the regions, in order, each once */
	public List<String> regions() {
		return rows.stream().map(SummaryRow::region).distinct().toList();
	}
}
