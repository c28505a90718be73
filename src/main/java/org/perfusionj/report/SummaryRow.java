package org.perfusionj.report;

import org.perfusionj.maps.PerfusionMap;

/**
 * Statistics of one map in one region. A statistic that needs more voxels than there are is NaN.
 *
 * @param region name of the region
 * @param map the map, with its unit
 * @param mean mean, unit of the map
 * @param sd standard deviation (n - 1), unit of the map
 * @param median median, unit of the map
 * @param p5 5th percentile by linear interpolation, unit of the map
 * @param p95 95th percentile by linear interpolation, unit of the map
 * @param voxels number of voxels the statistics are made from: finite values inside the mask
 * @param volumeMl volume of these voxels, ml
 * @param nonFinite voxels of the region that were left out because the map is NaN or infinite there
 * @param warnings what the user must know to judge the row, sentences separated by spaces; empty if there is nothing
 */
public record SummaryRow(String region, PerfusionMap map, double mean, double sd, double median, double p5, double p95, int voxels, double volumeMl, int nonFinite, String warnings) {}
