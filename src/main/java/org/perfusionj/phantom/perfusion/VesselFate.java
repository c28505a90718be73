package org.perfusionj.phantom.perfusion;

/**
 * What becomes of the blood in one place of an artery.
 *
 * @param filled false beyond a clot that no collateral goes round, and in the clot itself: no contrast ever comes
 * @param lateS how much later than in a healthy head contrast comes, s
 * @param widerS mean of the additional exponential dispersion on its way, s
 * @param flow height of the curve relative to a healthy head beside what the dispersion takes, 0 to 1
 */
public record VesselFate(boolean filled, double lateS, double widerS, double flow) {

	/** As in a healthy head. */
	public static final VesselFate OPEN = new VesselFate(true, 0, 0, 1);
	/** Without contrast. */
	public static final VesselFate EMPTY = new VesselFate(false, 0, 0, 0);

	/**
	 * @param moreLateS s
	 * @param moreWideS s
	 * @return the same with more delay and dispersion, for example behind a stenosis
	 */
	public VesselFate later(final double moreLateS, final double moreWideS) {
		return filled ? new VesselFate(true, lateS + moreLateS, widerS + moreWideS, flow) : this;
	}
}
