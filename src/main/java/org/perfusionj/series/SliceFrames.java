package org.perfusionj.series;

/**
 * All frames of one slice in memory: the unit in which a series is streamed through filters and deconvolution, so that
 * a series is never copied whole.
 *
 * @param z slice, from 0
 * @param times acquisition time of each frame, s
 * @param frames one array of width x height samples for each frame, x fastest; owned by the receiver, who may overwrite it
 */
public record SliceFrames(int z, double[] times, float[][] frames) {}
