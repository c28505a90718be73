package org.perfusionj.preprocessing;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.Volume;

/**
 * A series ready for vascular functions and deconvolution: contrast concentration on a uniform time grid, streamed
 * slice by slice.
 *
 * @param series the series it was made from
 * @param slices concentration, one frame for each sample of the time grid; HU above baseline for CT, 1/s (change of R2*)
 *          for MR
 * @param time uniform time grid, s
 * @param baseline pre-bolus frames on that grid, or null when the input already was a concentration
 * @param baselineImage mean of the pre-bolus frames, in signal units (HU for CT); for a concentration input the mean over time
 * @param mask voxels worth computing: brain, without voxels that hold NaN or infinite samples
 * @param nonFiniteVoxels voxels of the grid with at least one NaN or infinite sample
 */
public record ConcentrationSeries(PerfusionSeries series, SliceSource slices, TimeGrid time, Baseline baseline, Volume baselineImage, Mask mask, int nonFiniteVoxels) {}
