package org.perfusionj.segmentation.trained;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.preprocessing.DistanceTransform;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The features of the tissue voxels of one case. What was made is kept, so that a later stage does not make it again: one object for each case, used by one caller at a time.
 */
public final class CaseFeatures {

	/** In what range maps are believed. */
	private static final float LARGEST_CBF = 200;
	private static final float SMALLEST_CBV = -2;
	private static final float LARGEST_CBV = 20;
	private static final float LARGEST_DELAY_S = 40;
	private static final float SMALLEST_HU = -20;
	private static final float LARGEST_HU = 100;
	/** Flow that a voxel without any counts with in flow-weighted smoothing, ml/100 g/min. */
	private static final float LEAST_FLOW = 0.5f;
	private static final double REFERENCE_MM = 3;
	/** What relative flow is taken for when it is less and something is divided by it; of smoothed flow, and of single voxels. */
	private static final float LEAST_SMOOTH = 0.02f;
	private static final float LEAST_SINGLE = 0.05f;
	private static final float LEAST_MIRRORED = 0.1f;
	/** Weights below are no tissue at all. */
	private static final float NO_WEIGHT = 1e-6f;
	private static final double NO_CHANCE = 1e-3;
	private static final double SURE = 1e-6;
	private static final double FARTHEST_OUT_MM = -40;
	private static final double FARTHEST_IN_MM = 60;

	private final LesionCase example;
	private final TissueBox box;
	private final boolean[] brain;
	private final float[] tissue;
	private final float[] flow;
	private final Map<FeatureSource, float[]> sources;
	private final Map<Field, float[]> fields = new ConcurrentHashMap<>();
	private final Map<Field, float[]> weights = new ConcurrentHashMap<>();
	private final Map<VoxelFeature, float[]> made = new ConcurrentHashMap<>();

	/** A source smoothed with a width. */
	private record Field(FeatureSource source, double widthMm) {
	}

	/**
	 * @param example with maps of CBF, CBV, and Tmax or BAD; without a CT image all tissue is taken for equally dense
	 * @param rule that asks, for messages
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 * @throws PerfusionException if a map is missing, or there is no tissue
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public CaseFeatures(final LesionCase example, final String rule, final Parallel parallel, final WorkMonitor monitor) {
		if (example.tissue().count() == 0) throw new PerfusionException("rule=" + rule + " finds no tissue in " + example.maps().name() + ". Check the brain mask, or exclude less.");
		this.example = example;
		this.box = new TissueBox(example);
		final LesionMaps maps = example.maps();
		final float[] cbf = box.field(example.need(PerfusionMap.CBF, rule), 0, LARGEST_CBF);
		final float[] cbv = box.field(example.need(PerfusionMap.CBV, rule), SMALLEST_CBV, LARGEST_CBV);
		final float[] delay = box.field(example.need(maps.delay().orElse(PerfusionMap.TMAX), rule), 0, LARGEST_DELAY_S);
		final float[] hu = maps.image().map(image -> box.field(image, SMALLEST_HU, LARGEST_HU)).orElseGet(() -> new float[box.size()]);
		this.brain = box.flags(maps.brain());
		this.tissue = new float[box.size()];
		this.flow = new float[box.size()];
		for (final int n : box.tissue()) {
			tissue[n] = 1;
			flow[n] = Math.max(LEAST_FLOW, cbf[n]);
		}
		this.sources = new ConcurrentHashMap<>(Map.of(FeatureSource.FLOW_DELAY, delay));
		final Field reference = new Field(FeatureSource.FLOW_DELAY, REFERENCE_MM);
		prepare(Set.of(reference), parallel, monitor);
		final NormalValues normal = NormalValues.of(inTissue(fields.remove(reference)), inTissue(cbf), inTissue(cbv), inTissue(delay), inTissue(hu));
		sources.putAll(Map.of(FeatureSource.CBF, scaled(cbf, 1 / normal.cbf(), 0), FeatureSource.CBV, scaled(cbv, 1 / normal.cbv(), 0), FeatureSource.DELAY, scaled(delay, 1, normal.delay()), FeatureSource.FLOW_DELAY, scaled(delay, 1, normal
			.delay()), FeatureSource.HU, scaled(hu, 1, normal.hu()), FeatureSource.TISSUE, tissue));
	}

	private float[] inTissue(final float[] field) {
		final float[] values = new float[box.tissue().length];
		for (int v = 0; v < values.length; v++)
			values[v] = field[box.tissue()[v]];
		return values;
	}

	private static float[] scaled(final float[] field, final double factor, final double less) {
		final float[] scaled = new float[field.length];
		for (int n = 0; n < field.length; n++)
			scaled[n] = (float) ((field[n] - less) * factor);
		return scaled;
	}

	/** @return number of tissue voxels */
	public int voxels() {
		return box.tissue().length;
	}

	/** @return one value for each tissue voxel as a volume, 0 elsewhere */
	public Volume volume(final float[] values) {
		return box.volume(values);
	}

	/**
	 * @param truth a mask on the grid of the case
	 * @return whether each tissue voxel is in it
	 */
	public boolean[] answers(final Mask truth) {
		final boolean[] flags = box.flags(truth);
		final boolean[] answers = new boolean[voxels()];
		for (int v = 0; v < answers.length; v++)
			answers[v] = flags[box.tissue()[v]];
		return answers;
	}

	/**
	 * @param features that are wanted
	 * @param chances what the stage before says, if there is one
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 * @return their values, [feature][voxel] (shared: do not change them)
	 * @throws IllegalArgumentException if a feature needs a stage before and there is none
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public float[][] values(final List<VoxelFeature> features, final Optional<LesionChances> chances, final Parallel parallel, final WorkMonitor monitor) {
		if (chances.isEmpty() && features.stream().anyMatch(VoxelFeature::needsChances)) throw new IllegalArgumentException("a first stage cannot know what the stage before says");
		forgetChances();
		chances.ifPresent(one -> sources.putAll(Map.of(FeatureSource.CORE, box.field(one.core()), FeatureSource.LESION, box.field(one.lesion()))));
		final Set<Field> needed = new LinkedHashSet<>();
		for (final VoxelFeature feature : features)
			if (!made.containsKey(feature)) needed.addAll(fields(feature));
		prepare(needed, parallel, monitor);
		final float[][] values = new float[features.size()][];
		parallel.forEach(values.length, monitor, f -> {
			final VoxelFeature feature = features.get(f);
			values[f] = feature.needsChances() ? make(feature, chances) : made.computeIfAbsent(feature, one -> make(one, chances));
		});
		return values;
	}

	private void forgetChances() {
		fields.keySet().removeIf(field -> field.source().isChance());
	}

	/** @return smoothed fields that a feature is made of */
	private static List<Field> fields(final VoxelFeature feature) {
		final double width = feature.widthMm();
		if (feature.source() == FeatureSource.MTT) return List.of(new Field(FeatureSource.CBF, width), new Field(FeatureSource.CBV, width));
		return width == 0 ? List.of() : List.of(new Field(feature.source(), width));
	}

	private void prepare(final Set<Field> needed, final Parallel parallel, final WorkMonitor monitor) {
		final List<Field> missing = needed.stream().filter(field -> field.widthMm() > 0 && !fields.containsKey(field)).toList();
		final List<Field> weighted = new ArrayList<>(new LinkedHashSet<>(missing.stream().map(CaseFeatures::weight).toList()));
		weighted.removeIf(weights::containsKey);
		parallel.forEach(weighted.size(), monitor, n -> weights.put(weighted.get(n), new BoxSmoothing(box, weighted.get(n).widthMm()).apply(weight(weighted.get(n).source()), monitor)));
		parallel.forEach(missing.size(), monitor, n -> fields.put(missing.get(n), smooth(missing.get(n), monitor)));
	}

	/** @return by what a source is weighted when it is smoothed, as a field of weights: MIDLINE stands for nothing but the box, which weighs the same everywhere */
	private static Field weight(final Field field) {
		return new Field(switch (field.source()) {
			case FLOW_DELAY -> FeatureSource.FLOW_DELAY;
			case TISSUE -> FeatureSource.MIDLINE;
			default -> FeatureSource.TISSUE;
		}, field.widthMm());
	}

	private float[] weight(final FeatureSource weight) {
		if (weight == FeatureSource.FLOW_DELAY) return flow;
		if (weight == FeatureSource.TISSUE) return tissue;
		final float[] ones = new float[box.size()];
		Arrays.fill(ones, 1);
		return ones;
	}

	private float[] smooth(final Field field, final WorkMonitor monitor) {
		final float[] weight = weight(weight(field).source());
		final float[] weighted = sources.get(field.source()).clone();
		for (int n = 0; n < weighted.length; n++)
			weighted[n] *= weight[n];
		final float[] smoothed = new BoxSmoothing(box, field.widthMm()).apply(weighted, monitor);
		final float[] sum = weights.get(weight(field));
		for (int n = 0; n < smoothed.length; n++)
			smoothed[n] /= Math.max(NO_WEIGHT, sum[n]);
		return smoothed;
	}

	private float[] make(final VoxelFeature feature, final Optional<LesionChances> chances) {
		if (feature.source() == FeatureSource.MIDLINE) return midline();
		if (feature.source() == FeatureSource.EDGE) return inTissue(depths(brain));
		if (feature.lesion().isOfChances()) return ofChances(feature, chances.get());
		final float[] field = field(feature.source(), feature.widthMm());
		final float[] values = inTissue(field);
		if (feature.mirror() != MirrorForm.NONE) mirror(feature.mirror(), field, values);
		if (feature.lesion() != LesionForm.NONE) compare(feature.lesion(), values, chances.get());
		return values;
	}

	private float[] field(final FeatureSource source, final double widthMm) {
		if (source != FeatureSource.MTT) return widthMm == 0 ? sources.get(source) : fields.get(new Field(source, widthMm));
		final float[] cbf = field(FeatureSource.CBF, widthMm);
		final float[] mtt = field(FeatureSource.CBV, widthMm).clone();
		for (int n = 0; n < mtt.length; n++)
			mtt[n] /= Math.max(widthMm == 0 ? LEAST_SINGLE : LEAST_SMOOTH, cbf[n]);
		return mtt;
	}

	private float[] midline() {
		final float[] values = new float[voxels()];
		for (int v = 0; v < values.length; v++) {
			final int n = box.tissue()[v];
			values[v] = (float) Math.abs(example.plane().distanceMm(box.x(n), box.y(n), box.z(n)));
		}
		return values;
	}

	/** @return distance from the edge of a set, mm; 0 outside it. The edges of the box are edges too, but the first and the last slice are not. */
	private float[] depths(final boolean[] set) {
		final int width = box.width() + 2;
		final int height = box.height() + 2;
		final boolean[] padded = new boolean[width * height * box.slices()];
		for (int n = 0; n < set.length; n++)
			padded[padded(n, width, height)] = set[n];
		final double[] squares = DistanceTransform.squared(padded, width, height, box.slices(), box.grid().spacingX(), box.grid().spacingY(), box.grid().spacingZ());
		final float[] depths = new float[set.length];
		for (int n = 0; n < set.length; n++)
			depths[n] = (float) Math.sqrt(squares[padded(n, width, height)]);
		return depths;
	}

	private int padded(final int n, final int width, final int height) {
		return (n / (box.width() * box.height()) * height + n / box.width() % box.height() + 1) * width + n % box.width() + 1;
	}

	private void mirror(final MirrorForm form, final float[] field, final float[] values) {
		final double[] place = new double[3];
		final double[] mirrored = new double[3];
		for (int v = 0; v < values.length; v++) {
			final int n = box.tissue()[v];
			place[0] = box.x(n);
			place[1] = box.y(n);
			place[2] = box.z(n);
			example.plane().mirror(place, mirrored);
			final float other = box.at(field, mirrored[0], mirrored[1], mirrored[2]);
			values[v] = switch (form) {
				case DIFFERENCE -> values[v] - other;
				case RATIO -> values[v] / Math.max(LEAST_MIRRORED, other);
				default -> other;
			};
		}
	}

	private static void compare(final LesionForm form, final float[] values, final LesionChances chances) {
		double core = 0;
		double coreWeight = 0;
		double penumbra = 0;
		double penumbraWeight = 0;
		for (int v = 0; v < values.length; v++) {
			final double inCore = chances.core()[v] * chances.core()[v];
			final double only = Math.max(0, chances.lesion()[v] - chances.core()[v]);
			core += inCore * values[v];
			coreWeight += inCore;
			penumbra += only * only * values[v];
			penumbraWeight += only * only;
		}
		core /= Math.max(NO_CHANCE, coreWeight);
		penumbra /= Math.max(NO_CHANCE, penumbraWeight);
		final double apart = Math.abs(core - penumbra) > NO_CHANCE ? core - penumbra : NO_CHANCE;
		for (int v = 0; v < values.length; v++)
			values[v] = (float) switch (form) {
				case CORE_MEAN -> core;
				case PENUMBRA_MEAN -> penumbra;
				case FROM_MIDDLE -> values[v] - (core + penumbra) / 2;
				default -> (values[v] - penumbra) / apart;
			};
	}

	private float[] ofChances(final VoxelFeature feature, final LesionChances chances) {
		final float[] chance = feature.source() == FeatureSource.CORE ? chances.core() : chances.lesion();
		final float[] values = new float[chance.length];
		switch (feature.lesion()) {
			case ODDS -> {
				for (int v = 0; v < values.length; v++)
					values[v] = (float) Math.log(chance[v] / (1 - chance[v] + SURE) + SURE);
			}
			case DISTANCE -> distances(chance, values);
			case VOLUME -> Arrays.fill(values, (float) (sum(chance) * box.grid().voxelVolumeMl()));
			default -> Arrays.fill(values, (float) (sum(chance) / Math.max(NO_CHANCE, sum(chances.lesion()))));
		}
		return values;
	}

	private void distances(final float[] chance, final float[] values) {
		final boolean[] inside = new boolean[box.size()];
		final boolean[] outside = new boolean[box.size()];
		Arrays.fill(outside, true);
		boolean any = false;
		for (int v = 0; v < chance.length; v++)
			if (chance[v] > 0.5) {
				inside[box.tissue()[v]] = true;
				outside[box.tissue()[v]] = false;
				any = true;
			}
		final float[] in = distances(inside);
		final float[] out = distances(outside);
		for (int v = 0; v < values.length; v++) {
			final int n = box.tissue()[v];
			values[v] = (float) (any ? Math.max(FARTHEST_OUT_MM, Math.min(FARTHEST_IN_MM, in[n] - out[n])) : FARTHEST_OUT_MM);
		}
	}

	/** @return distance from the edge of a set, mm; 0 outside it. The edges of the box are none. */
	private float[] distances(final boolean[] set) {
		final double[] squares = DistanceTransform.squared(set, box.width(), box.height(), box.slices(), box.grid().spacingX(), box.grid().spacingY(), box.grid().spacingZ());
		final float[] distances = new float[squares.length];
		for (int n = 0; n < distances.length; n++)
			distances[n] = (float) Math.sqrt(squares[n]);
		return distances;
	}

	private static double sum(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum;
	}
}
