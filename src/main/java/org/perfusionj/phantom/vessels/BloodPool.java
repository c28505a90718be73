package org.perfusionj.phantom.vessels;

/**
 * A piece of vessel in which the blood carries the same contrast everywhere.
 *
 * @param branch name of the branch, for example "M1_L"
 * @param label value in label images: the number of the branch, from 1
 * @param vein true for a vein
 * @param fromFraction where it begins along the branch by length, 0 to 1
 * @param toFraction where it ends
 * @param arrivalS when blood arrives after the root of the arterial tree, s (arteries; for veins the lag of the peak)
 * @param dispersionS mean of the exponential dispersion on the way from that root, s (arteries; 0 for veins, whose curves come out of tissue)
 * @param radiusMm mean radius, mm
 * @param curve enhancement of blood, HU, on the fine time grid of the case; zeros where no contrast arrives
 */
public record BloodPool(String branch, int label, boolean vein, double fromFraction, double toFraction, double arrivalS, double dispersionS, double radiusMm, double[] curve) {
}
