package org.perfusionj.simulation;

/**
 * One simulated tissue curve and the truth about it. The arrays are shared, one value a frame; do not change them.
 *
 * @param parameters what it was made from
 * @param aif arterial input function where it is measured, HU above baseline, without noise
 * @param localAif arterial input function at the tissue: dispersed, not delayed, HU above baseline
 * @param residue flow-scaled residue function CBF/6000 r(t), 1/s
 * @param clean tissue curve without noise, HU above baseline
 * @param tissue tissue curve with noise, HU above baseline
 */
public record SimulatedCurve(CurveParameters parameters, double[] aif, double[] localAif, double[] residue, double[] clean, double[] tissue) {}
