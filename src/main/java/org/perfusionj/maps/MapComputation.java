package org.perfusionj.maps;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.perfusionj.curve.CurvePeaks;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Makes perfusion maps of a series with any {@link PerfusionMethod}: slice by slice, each slice in blocks of voxel curves
 * on all threads.
 * <ul>
 * <li>CBV = 100 kappa / density * sum C / sum Ca (ml/100 g), signed sums, or 100 / density * dt * sum R, with half of the first value where the method integrates
 * by the trapezoid rule;</li>
 * <li>MTT = 60 CBV / CBF (s), 0 where CBF is not positive (central volume theorem);</li>
 * <li>TTP = time of the largest tissue concentration on the clock of the time grid, whose 0 is the first frame (s);</li>
 * <li>relative maps: divided by the mean over the tissue given with Tmax below 6 s, or BAD below 6 s where the method has BAD and no Tmax.</li>
 * </ul>
 */
public final class MapComputation {

	/** Maps that only a method itself can make. */
	private static final Set<PerfusionMap> NOT_DERIVED = EnumSet.of(PerfusionMap.CBF, PerfusionMap.TMAX, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD);

	private final PerfusionMethod method;
	private final MapRequest request;

	/**
	 * @param method estimates the parameters that need the AIF
	 * @param request what is wanted
	 */
	public MapComputation(final PerfusionMethod method, final MapRequest request) {
		this.method = method;
		this.request = request;
	}

	/**
	 * @param slices concentration, one frame for each sample of the time grid
	 * @param time uniform time grid
	 * @param mask voxels to compute; their curves must be finite
	 * @param tissue voxels of the mask among which the normally perfused ones are looked for that relative maps are divided by
	 * @param aif concentration in the artery on the time grid
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the maps
	 * @throws PerfusionException if the AIF does not fit the series, or nothing is in the mask
	 */
	public PerfusionMaps compute(final SliceSource slices, final TimeGrid time, final Mask mask, final Mask tissue, final double[] aif, final Parallel parallel,
		final WorkMonitor monitor)
	{
		if (aif.length != time.count()) throw new PerfusionException("The AIF has " + aif.length + " samples, the series " + time.count() + " frames.");
		if (!mask.grid().sameSize(slices.grid())) throw new PerfusionException("The mask is " + mask.grid().sizeText() + " voxels, the series " + slices.grid().sizeText() + ". Use a mask of the same size.");
		if (mask.count() == 0) throw new PerfusionException("The mask is empty: there is nothing to compute. Use mask=none or another mask.");
		try (PerfusionMethod.Prepared prepared = method.prepare(aif, time)) {
			final Work work = new Work(prepared, slices.grid(), time, mask, tissue, aif);
			SliceFrames slice = null;
			for (int z = 0; z < slices.grid().slices(); z++) {
				final double from = (double) z / slices.grid().slices();
				final WorkMonitor part = monitor.part(from, from + 1.0 / slices.grid().slices());
				part.progress(0, work.message(z));
				final int[] voxels = voxels(mask.plane(z));
				if (voxels.length == 0) continue;
				slice = slices.load(z, slice, parallel, monitor);
				work.run(slice, voxels, parallel, part);
			}
			prepared.warnings().forEach(warning -> monitor.log("Warning: " + warning));
			monitor.progress(1, method.name() + ": done");
			return work.result();
		}
	}

	/** @return why a method cannot make a map that follows from no other: a message for the user */
	public static String notEstimated(final String method, final PerfusionMap map) {
		final String derived = switch (map) {
			case CBF -> "Take CBF, MTT, rCBF and rMTT out of maps, or use another method.";
			case TMAX -> "Take Tmax and the relative maps out of maps, or use another method.";
			case BAD -> "Take BAD out of maps; Tmax is what comes closest.";
			default -> "Take " + map.key() + " out of maps, or use another method.";
		};
		return method + " does not estimate " + map.key() + " (" + map.title() + "). " + derived;
	}

	private static int[] voxels(final boolean[] plane) {
		final int[] voxels = new int[plane.length];
		int count = 0;
		for (int i = 0; i < plane.length; i++)
			if (plane[i]) voxels[count++] = i;
		return Arrays.copyOf(voxels, count);
	}

	/** State of one computation; threads write to different voxels of the same volumes. */
	private final class Work {

		private final TimeGrid time;
		private final Mask mask;
		private final Mask tissueMask;
		private final PerfusionMethod.Prepared prepared;
		private final double cbvFactor;
		private final double[] aif;
		private final boolean withResidue;
		private final Map<PerfusionMap, Volume> volumes = new EnumMap<>(PerfusionMap.class);
		private final float[][][] residue;
		private final float[][][] localAif;

		Work(final PerfusionMethod.Prepared prepared, final SpatialGrid grid, final TimeGrid time, final Mask mask, final Mask tissueMask, final double[] aif) {
			this.time = time;
			this.mask = mask;
			this.tissueMask = tissueMask;
			this.prepared = prepared;
			this.aif = aif;
			for (final PerfusionMap map : NOT_DERIVED)
				if (needs(map) && !prepared.maps().contains(map)) throw new PerfusionException(notEstimated(method.name(), map));
			if (request.localAif() && !prepared.estimatesLocalAif()) throw new PerfusionException(method.name() + " does not estimate local AIFs. Do not ask for them, or use another method.");
			double area = 0;
			for (final double value : aif)
				area += value;
			if (needs(PerfusionMap.CBV) && request.cbv() == MapRequest.CbvRule.AREA && !(area > 0)) throw new PerfusionException("The area under the AIF is " + area + ": CBV cannot be measured. Choose other AIF voxels.");
			cbvFactor = 100 * request.kappa() / request.density() / area;
			withResidue = request.residue() || needs(PerfusionMap.CBV) && request.cbv() == MapRequest.CbvRule.RESIDUE;
			final Set<PerfusionMap> filled = EnumSet.copyOf(prepared.maps());
			for (final PerfusionMap map : PerfusionMap.values())
				if (!map.isRelative() && (filled.contains(map) || needs(map))) volumes.put(map, new Volume(grid));
			residue = request.residue() ? new float[grid.slices()][time.count()][grid.planeSize()] : null;
			localAif = request.localAif() ? new float[grid.slices()][time.count()][grid.planeSize()] : null;
		}

		private boolean needs(final PerfusionMap map) {
			final Set<PerfusionMap> wanted = request.maps();
			return wanted.contains(map) || switch (map) {
				case CBV -> wanted.contains(PerfusionMap.MTT) || wanted.contains(PerfusionMap.RCBV) || wanted.contains(PerfusionMap.RMTT);
				case MTT -> wanted.contains(PerfusionMap.RMTT);
				case CBF -> needs(PerfusionMap.MTT) && !prepared.maps().contains(PerfusionMap.MTT) || wanted.contains(PerfusionMap.RCBF);
				case TMAX -> wanted.contains(PerfusionMap.RTMAX) || wanted.stream().anyMatch(PerfusionMap::isRelative) && !prepared.maps().contains(PerfusionMap.BAD);
				default -> false;
			};
		}

		void run(final SliceFrames slice, final int[] voxels, final Parallel parallel, final WorkMonitor monitor) {
			final int most = prepared.block();
			final int blocks = (voxels.length + most - 1) / most;
			final AtomicInteger done = new AtomicInteger();
			parallel.run(blocks, monitor, () -> {
				final float[][] tissue = new float[time.count()][most];
				final EstimateBlock estimates = new EstimateBlock(prepared.maps(), most, time.count(), withResidue, request.localAif());
				final PerfusionMethod.Estimator estimator = prepared.newEstimator(most);
				final float[] sum = new float[most];
				final float[] peak = new float[most];
				final int[] peakIndex = new int[most];
				return block -> {
					final int from = block * most;
					final int count = Math.min(most, voxels.length - from);
					gather(slice.frames(), voxels, from, count, tissue);
					estimator.estimate(tissue, count, estimates);
					final int z = slice.z();
					for (final PerfusionMap map : prepared.maps())
						scatter(estimates.values(map), volumes.get(map).plane(z), voxels, from, count);
					if (needs(PerfusionMap.CBV) && !prepared.maps().contains(PerfusionMap.CBV)) {
						final boolean byArea = request.cbv() == MapRequest.CbvRule.AREA;
						addUp(byArea ? tissue : estimates.residue(), sum, count);
						if (!byArea && prepared.quadrature() == Quadrature.TRAPEZOID) subtractHalf(estimates.residue()[0], sum, count);
						final float factor = (float) (byArea ? cbvFactor : 100 / request.density() * time.stepS());
						for (int v = 0; v < count; v++)
							sum[v] *= factor;
						scatter(sum, volumes.get(PerfusionMap.CBV).plane(z), voxels, from, count);
					}
					if (needs(PerfusionMap.MTT) && !prepared.maps().contains(PerfusionMap.MTT)) {
						final float[] cbf = volumes.get(PerfusionMap.CBF).plane(z);
						final float[] cbv = volumes.get(PerfusionMap.CBV).plane(z);
						final float[] mtt = volumes.get(PerfusionMap.MTT).plane(z);
						for (int v = from; v < from + count; v++)
							mtt[voxels[v]] = cbf[voxels[v]] > 0 ? 60 * cbv[voxels[v]] / cbf[voxels[v]] : 0;
					}
					if (needs(PerfusionMap.TTP)) {
						CurvePeaks.find(tissue, count, peak, peakIndex);
						final float[] ttp = volumes.get(PerfusionMap.TTP).plane(z);
						for (int v = 0; v < count; v++)
							ttp[voxels[from + v]] = (float) time.time(peakIndex[v]);
					}
					if (residue != null) for (int k = 0; k < time.count(); k++)
						scatter(estimates.residue()[k], residue[z][k], voxels, from, count);
					if (localAif != null) for (int k = 0; k < time.count(); k++)
						scatter(estimates.localAif()[k], localAif[z][k], voxels, from, count);
					monitor.progress((double) done.incrementAndGet() / blocks, message(z));
				};
			});
		}

		private String message(final int z) {
			return method.name() + ": slice " + (z + 1) + " of " + mask.grid().slices();
		}

		PerfusionMaps result() {
			final Map<PerfusionMap, Volume> maps = new EnumMap<>(PerfusionMap.class);
			for (final PerfusionMap map : request.maps())
				maps.put(map, map.isRelative() ? relative(volumes.get(absolute(map))) : volumes.get(map));
			return new PerfusionMaps(mask, maps, residue == null ? null : new TimeGrid(0, time.stepS(), time.count()), residue, localAif == null ? null : time, localAif,
				maps.containsKey(PerfusionMap.TMAX) && time.count() > 1 ? new TmaxSimulation(prepared, time, aif).response() : null);
		}

		private Volume relative(final Volume absolute) {
			final PerfusionMap arrival = prepared.maps().contains(PerfusionMap.TMAX) ? PerfusionMap.TMAX : PerfusionMap.BAD;
			final Volume arrived = volumes.get(arrival);
			double sum = 0;
			long count = 0;
			for (int z = 0; z < mask.grid().slices(); z++)
				for (int i = 0; i < mask.grid().planeSize(); i++)
					if (tissueMask.plane(z)[i] && arrived.plane(z)[i] < MapRequest.NORMAL_TMAX_S) {
						sum += absolute.plane(z)[i];
						count++;
					}
			if (count == 0 || !(sum > 0)) throw new PerfusionException("There is no normally perfused tissue (" + arrival.key() + " below " + MapRequest.NORMAL_TMAX_S +
				" s) to normalise relative maps by. Check the AIF, or ask for absolute maps only.");
			final float mean = (float) (sum / count);
			final Volume relative = new Volume(mask.grid());
			for (int z = 0; z < mask.grid().slices(); z++)
				for (int i = 0; i < mask.grid().planeSize(); i++)
					relative.plane(z)[i] = absolute.plane(z)[i] / mean;
			return relative;
		}
	}

	private static PerfusionMap absolute(final PerfusionMap relative) {
		return switch (relative) {
			case RCBF -> PerfusionMap.CBF;
			case RCBV -> PerfusionMap.CBV;
			case RMTT -> PerfusionMap.MTT;
			case RTMAX -> PerfusionMap.TMAX;
			default -> throw new IllegalArgumentException(relative + " is not relative");
		};
	}

	private static void gather(final float[][] frames, final int[] voxels, final int from, final int count, final float[][] tissue) {
		final int first = voxels[from];
		if (voxels[from + count - 1] - first == count - 1) {
			for (int k = 0; k < tissue.length; k++)
				System.arraycopy(frames[k], first, tissue[k], 0, count);
			return;
		}
		for (int k = 0; k < tissue.length; k++) {
			final float[] frame = frames[k];
			final float[] row = tissue[k];
			for (int v = 0; v < count; v++)
				row[v] = frame[voxels[from + v]];
		}
	}

	private static void scatter(final float[] values, final float[] plane, final int[] voxels, final int from, final int count) {
		for (int v = 0; v < count; v++)
			plane[voxels[from + v]] = values[v];
	}

	private static void addUp(final float[][] rows, final float[] sum, final int count) {
		Arrays.fill(sum, 0, count, 0);
		for (final float[] row : rows)
			add(row, sum, count);
	}

	private static void subtractHalf(final float[] row, final float[] sum, final int count) {
		for (int v = 0; v < count; v++)
			sum[v] -= row[v] / 2;
	}

	private static void add(final float[] row, final float[] sum, final int count) {
		for (int v = 0; v < count; v++)
			sum[v] += row[v];
	}
}
