package org.perfusionj.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.MirrorPlane;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/** Segmentations of made-up results for tests: plain thresholds, no cleaning. */
public final class LesionCases {

	private LesionCases() {}

	/** @return a lesion of the patient's left, on all of eight slices of 96 x 96 voxels, but not in the whole brain */
	public static Segmentation sample() {
		final SyntheticCase made = new SyntheticCase();
		made.orientation = made.dicomAxial();
		return of(made.build());
	}

	/** @return Tmax above 4.5 s as lesion, above 8.5 s as core */
	static Segmentation of(final PerfusionResult result) {
		final LesionMaps maps = result.lesionMaps();
		final Volume delay = maps.get(PerfusionMap.TMAX).orElseThrow();
		final Mask tissue = maps.brain().minus(maps.vessels()).minus(maps.csf());
		final LesionCase example = new LesionCase(maps, tissue, new MirrorPlane(maps.grid(), -1, 0, 0, -maps.grid().spacingX() * (maps.grid().width() - 1) / 2, true));
		return of(example, Optional.of(above(delay, tissue, 8.5f)), above(delay, tissue, 4.5f), AffectedSide.LEFT, List.of());
	}

	/** @return a segmentation with these masks */
	public static Segmentation of(final LesionCase example, final Optional<Mask> core, final Mask lesion, final AffectedSide side, final List<String> warnings) {
		final Map<String, Mask> excluded = new LinkedHashMap<>();
		excluded.put("csf", example.maps().csf());
		excluded.put("vessels", example.maps().vessels());
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("rule", "made_up");
		parameters.put("smallest_ml", "3 ml");
		return new Segmentation(example, "made_up", "Lesion: Tmax > 4.5 s. Core: Tmax > 8.5 s, inside the lesion.", core, lesion, side, excluded, parameters, warnings);
	}

	private static Mask above(final Volume volume, final Mask tissue, final float limit) {
		final boolean[][] planes = new boolean[volume.grid().slices()][volume.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = tissue.plane(z)[i] && volume.plane(z)[i] > limit;
		return new Mask(volume.grid(), planes);
	}

	/** @return some of the rows that a measurement makes */
	public static LesionNumbers numbers(final Segmentation segmentation) {
		final List<LesionNumbers.Row> rows = new ArrayList<>();
		final double core = segmentation.core().map(segmentation::ml).orElse(Double.NaN);
		final double lesion = segmentation.ml(segmentation.lesion());
		add(rows, "core", "Infarct core", core, "ml", segmentation);
		add(rows, "penumbra", "Penumbra", lesion - core, "ml", segmentation);
		add(rows, "lesion", "Core and penumbra", lesion, "ml", segmentation);
		add(rows, "mismatch_volume", "Mismatch volume", lesion - core, "ml", segmentation);
		add(rows, "mismatch_ratio", "Mismatch ratio", core > 0 ? lesion / core : Double.NaN, "ratio", segmentation);
		add(rows, "hypoperfusion_intensity_ratio", "Tmax > 10 s over Tmax > 6 s", 0.42, "ratio", segmentation);
		for (final int limit : new int[] { 4, 6, 8, 10 })
			for (final String region : List.of("all", "left", "right"))
				rows.add(new LesionNumbers.Row("Tmax>" + limit, "Tmax above " + limit + " s", region, lesion * 4 / limit * (region.equals("right") ? 0.01 : 1), "ml", segmentation.conditions()));
		for (final String region : List.of("core", "penumbra", "normal"))
			rows.add(new LesionNumbers.Row("mean_CBF", "Mean of CBF", region, region.length(), "ml/100 g/min", segmentation.conditions()));
		return new LesionNumbers(rows);
	}

	private static void add(final List<LesionNumbers.Row> rows, final String key, final String title, final double value, final String unit, final Segmentation segmentation) {
		rows.add(new LesionNumbers.Row(key, title, "all", value, unit, segmentation.conditions()));
	}
}
