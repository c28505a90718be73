package org.perfusionj.series;

/**
 * One voxel of a grid, indices from 0.
 *
 * @param x column
 * @param y row
 * @param z slice
 */
public record Voxel(int x, int y, int z) {}
