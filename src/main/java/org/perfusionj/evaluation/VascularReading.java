package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.images.VascularRois;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.RiseTimes;
import org.perfusionj.vascular.RoiEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * What one reader of a scan, a person or a program, takes for the curve of a vessel.
 *
 * @param reader short name in tables: {@code rater1}, {@code rater2}, {@code network}, ...
 * @param function the curve
 * @param voxels what contributes to it
 * @param verdict what the curve of a program is worth; people's curves are not judged
 */
public record VascularReading(String reader, VascularFunction function, Contributions voxels, Optional<CurveVerdict> verdict) {

	/** What AIFNet is called in tables. */
	public static final String NETWORK = "network";

	private static final String RATER = "rater";

	/**
	 * @param function the curve
	 * @param probability how much each voxel contributes
	 * @param verdict what the curve is worth
	 * @param monitor asked for cancellation
	 * @return what the network found
	 */
	public static VascularReading ofNetwork(final VascularFunction function, final Volume probability, final CurveVerdict verdict, final WorkMonitor monitor) {
		return new VascularReading(NETWORK, function, Contributions.of(probability, RiseTimes.UNKNOWN, monitor), Optional.of(verdict));
	}

	/**
	 * @param rois ROIs of one or more raters; each belongs to one by its name ({@link org.perfusionj.images.RaterNumber})
	 * @param input concentration without a spatial filter, which would lower and widen the curves of small vessels
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return for each rater and vessel with ROIs the mean curve of their voxels; rater 1 first, the AIF before the VOF
	 * @throws org.perfusionj.work.PerfusionException naming the ROIs, if they reach out of the image or show no bolus
	 */
	public static List<VascularReading> ofRaters(final VascularRois rois, final ConcentrationSeries input, final Parallel parallel, final WorkMonitor monitor) {
		final List<VascularReading> readings = new ArrayList<>();
		for (final Map.Entry<Integer, VascularRois> rater : rois.byRater().entrySet()) {
			add(readings, RATER + rater.getKey(), Vessel.AIF, rater.getValue().aif(), input, parallel, monitor);
			add(readings, RATER + rater.getKey(), Vessel.VOF, rater.getValue().vof(), input, parallel, monitor);
		}
		return readings;
	}

	private static void add(final List<VascularReading> readings, final String reader, final Vessel vessel, final List<Region> regions, final ConcentrationSeries input, final Parallel parallel, final WorkMonitor monitor) {
		if (regions.isEmpty()) return;
		final VascularFunction function = new RoiEstimator(regions).estimate(vessel, input, Optional.empty(), parallel, monitor);
		readings.add(new VascularReading(reader, function, Contributions.of(function.voxels()), Optional.empty()));
	}

	/** @return AIF or VOF */
	public Vessel vessel() {
		return function.vessel();
	}

	/** @return true if the reader is a person */
	public boolean isRater() {
		return isRater(reader);
	}

	/** @return true if the reader of that name is a person */
	static boolean isRater(final String reader) {
		return reader.startsWith(RATER);
	}
}
