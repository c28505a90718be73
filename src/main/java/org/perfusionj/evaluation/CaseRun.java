package org.perfusionj.evaluation;

import org.perfusionj.phantom.perfusion.Occlusion;

/**
 * One run of the whole pipeline on one phantom.
 *
 * @param seed of the phantom
 * @param method name of the method; empty for the making of the phantom itself
 * @param estimator where the AIF and the VOF came from; empty for the making of the phantom itself
 * @param anatomy template of the head; empty if there is no phantom
 * @param occlusion where the clot sits; NONE if there is no phantom
 * @param slices slices of the scan; 0 if there is no phantom
 * @param frames frames of the scan; 0 if there is no phantom
 * @param intervalS mean time between frames, s; NaN if there is no phantom
 * @param seconds time it took, s; of a pipeline with the estimation of AIF and VOF
 * @param peakMemoryMb largest use of the Java heap meanwhile, with the phantom, MB: an upper bound, garbage included
 * @param message why it failed; empty if it was done
 */
public record CaseRun(long seed, String method, String estimator, String anatomy, Occlusion occlusion, int slices, int frames, double intervalS, double seconds, double peakMemoryMb, String message) {

	/** @return true if this is the making of the phantom itself */
	public boolean isPhantom() {
		return method.isEmpty();
	}
}
