package org.perfusionj.phantom.vessels;

/**
 * A straight piece of vessel in the subject's head: a cone with round ends.
 *
 * @param pool number of the pool that fills it
 * @param x0 start, head mm
 * @param y0 start, head mm
 * @param z0 start, head mm
 * @param radius0Mm radius at the start, mm
 * @param x1 end, head mm
 * @param y1 end, head mm
 * @param z1 end, head mm
 * @param radius1Mm radius at the end, mm
 */
public record Tube(int pool, double x0, double y0, double z0, double radius0Mm, double x1, double y1, double z1, double radius1Mm) {
}
