package org.perfusionj.phantom;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.vessels.Bolus;

/**
 * How full of contrast the vessels of the slices are, relative to when they are fullest: the bolus of the root, as much later as
 * it takes to get there.
 */
final class ContrastPassage {

	/** From the root of the arterial tree to where most contrast is in the slices, s. */
	private static final double TO_THE_HEAD_S = 1.5;

	private final double[] relative;
	private final TimeGrid time;
	private final double fullestS;

	/**
	 * @param bolus contrast at the root
	 * @param time fine grid of the scan
	 */
	ContrastPassage(final Bolus bolus, final TimeGrid time) {
		this.time = time;
		relative = bolus.at(time, TO_THE_HEAD_S, 0);
		int fullest = 0;
		for (int i = 1; i < relative.length; i++)
			if (relative[i] > relative[fullest]) fullest = i;
		fullestS = time.time(fullest);
		final double most = relative[fullest];
		// a scan may be over before contrast comes
		if (most > 0) for (int i = 0; i < relative.length; i++)
			relative[i] /= most;
	}

	/** @return when most contrast is in the slices during the scan, s on its clock */
	double fullestS() {
		return fullestS;
	}

	/** @return share of the most, 0 to 1; 0 throughout if no contrast comes */
	double at(final double timeS) {
		return relative[(int) Math.max(0, Math.min(relative.length - 1, Math.round((timeS - time.startS()) / time.stepS())))];
	}
}
