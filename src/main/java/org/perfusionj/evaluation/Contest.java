package org.perfusionj.evaluation;

/**
 * A method against the best deconvolution in one condition; which one is best may differ between CBF and delay.
 *
 * @param method the method
 * @param cbfRival the deconvolution with the lowest error of CBF
 * @param badRival the deconvolution with the lowest error of the bolus arrival delay
 */
public record Contest(CurveScore method, CurveScore cbfRival, CurveScore badRival) {

	/** @return true if the error of CBF is lower than that of every deconvolution */
	public boolean isBetterInCbf() {
		return method.cbfRmse() < cbfRival.cbfRmse();
	}

	/** @return true if the error of the delay is lower than that of every deconvolution */
	public boolean isBetterInBad() {
		return method.badRmse() < badRival.badRmse();
	}
}
