package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.DecimalText;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.FunctionSources;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Prepared;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.VascularFunctions;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Compares methods on the tissue of one scan: the protocol for patients of Zeng et al. (Biomed. Phys. Eng. Express 2025, 3.2). All methods see the same preprocessed curves and the
 * same AIF. Needs no user interface and writes nothing.
 */
public final class TissueComparison {

	/** Stands in the place of a method's name for what is true. */
	public static final String TRUTH = "truth";

	/** Parts of the work on one scan. */
	private static final double PREPARED = 0.15;
	private static final double FOUND = 0.3;
	private static final double PARTED = 0.35;
	private static final double MAPPED = 0.95;

	private final TissueComparisonSettings settings;

	/** @param settings how methods are compared */
	public TissueComparison(final TissueComparisonSettings settings) {
		this.settings = settings;
	}

	/**
	 * A method that cannot be used on the scan is named in the result with the reason, unless it is the first, with which the others are compared.
	 *
	 * @param scan series, lesion and what else is known
	 * @param functions where AIF and VOF come from
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel
	 * @return what each method measures
	 * @throws PerfusionException if the scan cannot be measured, with the reason
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public TissueResult compare(final TissueScan scan, final FunctionSources functions, final Parallel parallel, final WorkMonitor monitor) {
		final Prepared series = new Preprocessing().prepare(scan.series(), settings.preprocessing(), parallel, monitor.part(0, PREPARED));
		final ConcentrationSeries input = series.concentration();
		final VascularFunctions found = functions.find(series.unfiltered(), parallel, monitor.part(PREPARED, FOUND));
		final TissueParts parts = TissueParts.of(scan, input, parallel, monitor.part(FOUND, PARTED));
		try (OneScan work = new OneScan(scan, input, found, parts, parallel, monitor)) {
			return work.result();
		}
	}

	/** The work on one scan whose tissue and AIF are known. */
	private final class OneScan implements AutoCloseable {

		private final TissueScan scan;
		private final ConcentrationSeries input;
		private final VascularFunctions functions;
		private final double[] aif;
		private final TissueParts parts;
		private final Mask tissue;
		private final Parallel parallel;
		private final WorkMonitor monitor;
		private final List<TissueValue> values = new ArrayList<>();
		private final Map<String, PerfusionMethod.Prepared> prepared = new LinkedHashMap<>();
		private final Map<String, String> failed = new LinkedHashMap<>();
		private final Map<String, Double> seconds = new LinkedHashMap<>();

		OneScan(final TissueScan scan, final ConcentrationSeries input, final VascularFunctions functions, final TissueParts parts, final Parallel parallel, final WorkMonitor monitor) {
			this.scan = scan;
			this.input = input;
			this.functions = functions;
			this.aif = functions.aif().curve().values();
			this.parts = parts;
			this.tissue = parts.all();
			this.parallel = parallel;
			this.monitor = monitor;
		}

		TissueResult result() {
			Volume cbv = null;
			for (int m = 0; m < settings.methods().size(); m++) {
				final PerfusionMethod method = settings.methods().get(m);
				final double step = (MAPPED - PARTED) / settings.methods().size();
				try {
					final PerfusionMaps maps = maps(method, monitor.part(PARTED + m * step, PARTED + (m + 1) * step));
					measure(method.name(), maps);
					if (cbv == null) cbv = maps.get(PerfusionMap.CBV).orElseThrow();
				}
				catch (final PerfusionException unusable) {
					if (m == 0) throw unusable;
					release(prepared.remove(method.name()));
					failed.put(method.name(), unusable.getMessage());
				}
			}
			measureTruth();
			final List<TissueRoiCurves> rois = curves(rois(image(cbv)));
			monitor.progress(1, "Compared");
			return new TissueResult(scan.name(), input.series().signal().concentrationUnit(), values, rois, facts(), failed, seconds);
		}

		private PerfusionMaps maps(final PerfusionMethod method, final WorkMonitor part) {
			final PerfusionMethod.Prepared ready = method.prepare(aif, input.time());
			prepared.put(method.name(), ready);
			final Set<PerfusionMap> wanted = EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, delay(ready));
			final long start = System.nanoTime();
			final PerfusionMaps maps = new MapComputation(method, new MapRequest(wanted, MapRequest.CbvRule.AREA, settings.kappa(), settings.density(), false)).compute(input.slices(), input.time(), tissue, parts.normal(), aif, parallel, part);
			seconds.put(method.name(), FoundFunctions.secondsSince(start));
			return maps;
		}

		private static PerfusionMap delay(final PerfusionMethod.Prepared ready) {
			return ready.maps().contains(PerfusionMap.BAD) ? PerfusionMap.BAD : PerfusionMap.TMAX;
		}

		private void measure(final String method, final PerfusionMaps maps) {
			for (final TissueRegion region : TissueRegion.values())
				for (final TissueMeasure measure : TissueMeasure.values()) {
					final PerfusionMap map = measure == TissueMeasure.DELAY ? delay(prepared.get(method)) : measure.map();
					values.add(value(region, measure, map, method, maps.get(map).orElseThrow()));
				}
		}

		private void measureTruth() {
			for (final TissueRegion region : TissueRegion.values())
				scan.truth().forEach((measure, map) -> values.add(value(region, measure, measure.map(), TRUTH, map)));
		}

		private TissueValue value(final TissueRegion region, final TissueMeasure measure, final PerfusionMap map, final String method, final Volume volume) {
			final Mask voxels = parts.of(region);
			final double[] numbers = new double[voxels.count()];
			int n = 0;
			for (int z = 0; z < voxels.grid().slices(); z++)
				for (int i = 0; i < voxels.grid().planeSize(); i++) {
					final float number = volume.plane(z)[i];
					// maps say 0 where there is no flow to divide by
					if (voxels.plane(z)[i] && Float.isFinite(number) && (measure != TissueMeasure.MTT || number > 0)) numbers[n++] = number;
				}
			final double[] some = Arrays.copyOf(numbers, n);
			return new TissueValue(region, measure, map, method, n, numbers.length - n, Spread.of(some));
		}

		/** Mean over time of a CT scan, which is the image before the bolus and the mean enhancement, from which blood volume is made; blood volume itself of any other. */
		private Volume image(final Volume cbv) {
			if (input.series().signal() != SignalType.CT) return cbv;
			final double enhancement = Arrays.stream(aif).sum() * settings.density() / (100 * settings.kappa() * aif.length);
			final Volume image = new Volume(cbv.grid());
			for (int z = 0; z < cbv.grid().slices(); z++)
				for (int i = 0; i < cbv.grid().planeSize(); i++)
					image.plane(z)[i] = (float) (input.baselineImage().plane(z)[i] + enhancement * cbv.plane(z)[i]);
			return image;
		}

		private List<TissueRoi> rois(final Volume image) {
			final Mask grey;
			final Mask white;
			if (scan.grey().isPresent() || scan.white().isPresent()) {
				grey = scan.grey().map(tissue::and).orElseGet(() -> tissue.minus(scan.white().orElseThrow()));
				white = scan.white().map(tissue::and).orElseGet(() -> tissue.minus(scan.grey().orElseThrow()));
			}
			else {
				grey = GreyMatter.find(image, parts.normal(), tissue);
				white = tissue.minus(grey);
			}
			final RoiPlacement placement = new RoiPlacement(image);
			final List<TissueRoi> rois = new ArrayList<>();
			for (final TissueRegion region : TissueRegion.values())
				for (final boolean isGrey : new boolean[] { true, false }) {
					monitor.check();
					final Optional<TissueRoi> roi = placement.place(region, isGrey, parts.of(region).and(isGrey ? grey : white));
					if (roi.isPresent()) rois.add(roi.get());
					else monitor.log("Warning: There is no square of " + TissueRoi.SIDE + " x " + TissueRoi.SIDE + " voxels at least half of which are " + region.key() + (isGrey ? " grey" : " white") + " matter: its curves are missing.");
				}
			return rois;
		}

		private List<TissueRoiCurves> curves(final List<TissueRoi> rois) {
			final RoiEstimation estimation = new RoiEstimation(aif, input.time(), settings.kappa(), settings.density());
			final List<TissueRoiCurves> curves = new ArrayList<>();
			SliceFrames slice = null;
			for (final TissueRoi roi : rois.stream().sorted(Comparator.comparingInt(one -> one.corner().z())).toList()) {
				if (slice == null || slice.z() != roi.corner().z()) slice = input.slices().load(roi.corner().z(), slice, parallel, monitor);
				final float[][] voxels = gather(slice, roi.voxels());
				final List<TissueRoiCurves.Estimate> estimates = new ArrayList<>();
				prepared.forEach((method, ready) -> {
					monitor.check();
					estimates.add(estimation.of(method, ready, voxels));
				});
				curves.add(new TissueRoiCurves(roi, functions.aif().curve(), mean(voxels, input.time()), estimates, truth(roi)));
			}
			curves.sort(Comparator.comparingInt(one -> one.roi().order()));
			return curves;
		}

		private float[][] gather(final SliceFrames slice, final List<Voxel> voxels) {
			final int width = input.slices().grid().width();
			final float[][] curves = new float[slice.frames().length][voxels.size()];
			for (int k = 0; k < curves.length; k++)
				for (int v = 0; v < voxels.size(); v++)
					curves[k][v] = slice.frames()[k][voxels.get(v).y() * width + voxels.get(v).x()];
			return curves;
		}

		private static TimeCurve mean(final float[][] curves, final TimeGrid time) {
			final double[] mean = new double[curves.length];
			for (int k = 0; k < mean.length; k++) {
				for (final float value : curves[k])
					mean[k] += value;
				mean[k] /= curves[k].length;
			}
			return new TimeCurve(time, mean);
		}

		private Map<TissueMeasure, Double> truth(final TissueRoi roi) {
			final Map<TissueMeasure, Double> truth = new EnumMap<>(TissueMeasure.class);
			scan.truth().forEach((measure, map) -> truth.put(measure, roi.voxels().stream().mapToDouble(voxel -> map.get(voxel.x(), voxel.y(), voxel.z())).average().orElseThrow()));
			return truth;
		}

		private static void release(final PerfusionMethod.Prepared ready) {
			if (ready != null) ready.close();
		}

		@Override
		public void close() {
			prepared.values().forEach(OneScan::release);
		}

		private Map<String, String> facts() {
			final Map<String, String> facts = new LinkedHashMap<>();
			facts.put("slices", Integer.toString(input.slices().grid().slices()));
			facts.put("frames", Integer.toString(input.time().count()));
			facts.put("interval_s", DecimalText.significant(input.time().stepS()));
			facts.put("aif", functions.aif().source());
			facts.put("partial_volume_factor", DecimalText.significant(functions.partialVolumeFactor()));
			facts.put("normal_voxels", Integer.toString(parts.normal().count()));
			facts.put("ischaemic_voxels", Integer.toString(parts.ischaemic().count()));
			facts.put("lesion_outside_voxels", Integer.toString(parts.outside()));
			facts.put("vessels", scan.vessels().isPresent() ? "given" : "found");
			facts.put("csf", scan.csf().isPresent() ? "given" : "found");
			facts.put("grey_matter", scan.grey().isPresent() || scan.white().isPresent() ? "given" : "found");
			return facts;
		}
	}
}
