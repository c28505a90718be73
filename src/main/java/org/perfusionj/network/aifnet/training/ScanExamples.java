package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.images.VascularRois;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.network.aifnet.CellGrid;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.RoiEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Training examples from scans of the user's own. The target is the mean curve of the annotated voxels; nobody knows a better one. */
public final class ScanExamples {

	private final SeriesOpener opener;
	private final InputSpec spec;

	/**
	 * @param opener reads the scans
	 * @param spec what the network looks at
	 */
	public ScanExamples(final SeriesOpener opener, final InputSpec spec) {
		this.opener = opener;
		this.spec = spec;
	}

	/** @return how to make the example of each scan */
	public List<ExampleRecipe> recipes(final AnnotatedScans scans) {
		return scans.scans().stream().<ExampleRecipe>map(OfScan::new).toList();
	}

	/** The example of one scan. */
	private final class OfScan implements ExampleRecipe {

		private final AnnotatedScan scan;

		OfScan(final AnnotatedScan scan) {
			this.scan = scan;
		}

		@Override
		public String name() {
			return scan.name();
		}

		@Override
		public String patient() {
			return scan.patient();
		}

		@Override
		public String key() {
			return scan.key();
		}

		@Override
		public TrainingExample create(final Parallel parallel, final WorkMonitor monitor) throws IOException {
			return ScanExamples.this.create(scan, parallel, monitor);
		}
	}

	private TrainingExample create(final AnnotatedScan scan, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final PerfusionSeries series = opener.open(scan.path(), ReadOptions.FROM_FILE, monitor.part(0, 0.4));
		final VascularRois rois = annotation(scan, series);
		if (series.signal() != SignalType.CT) throw new UnusableExampleException("It is no CT series, and AIFNet learns from CT in HU.");
		final ConcentrationSeries input = concentration(series, parallel, monitor.part(0.4, 0.8));
		final CellSeries cells = CellSeries.of(input, CellGrid.of(series.grid(), spec), parallel, monitor.part(0.8, 1));
		final ExampleCells place = ExampleCells.of(cells, spec);
		final Map<Vessel, Annotation> annotations = new EnumMap<>(Vessel.class);
		if (!rois.aif().isEmpty()) annotations.put(Vessel.AIF, annotation(scan, Vessel.AIF, rois.aif(), input, place, parallel, monitor));
		if (!rois.vof().isEmpty()) annotations.put(Vessel.VOF, annotation(scan, Vessel.VOF, rois.vof(), input, place, parallel, monitor));
		return TrainingExample.of(scan.name(), cells, spec, annotations);
	}

	private static ConcentrationSeries concentration(final PerfusionSeries series, final Parallel parallel, final WorkMonitor monitor) {
		try {
			return new Preprocessing().prepare(series, PreprocessingSettings.DEFAULTS, parallel, monitor).unfiltered();
		}
		catch (final PerfusionException unusable) {
			throw new UnusableExampleException(unusable.getMessage(), unusable);
		}
	}

	private static VascularRois annotation(final AnnotatedScan scan, final PerfusionSeries series) throws IOException {
		try {
			return scan.annotation().of(series);
		}
		catch (final PerfusionException unfit) {
			throw named(scan, unfit);
		}
	}

	private static Annotation annotation(final AnnotatedScan scan, final Vessel vessel, final List<Region> regions, final ConcentrationSeries input, final ExampleCells place, final Parallel parallel, final WorkMonitor monitor) {
		final VascularFunction function;
		try {
			function = new RoiEstimator(regions).estimate(vessel, input, Optional.empty(), parallel, monitor.part(1, 1));
		}
		catch (final PerfusionException unfit) {
			throw named(scan, unfit);
		}
		final Set<Integer> cells = new LinkedHashSet<>();
		for (final Voxel voxel : function.voxels())
			place.cell(voxel).ifPresent(cells::add);
		if (cells.isEmpty()) throw new PerfusionException("Annotation of " + scan.name() + ": the " + vessel + " lies in the air outside of the head. Move it onto the vessel.");
		final double[] curve = place.sampled(input.time().times(), function.curve().values());
		return new Annotation(curve, List.copyOf(cells), curve);
	}

	private static PerfusionException named(final AnnotatedScan scan, final PerfusionException unfit) {
		return new PerfusionException("Annotation of " + scan.name() + ": " + unfit.getMessage(), unfit);
	}
}
