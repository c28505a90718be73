package org.perfusionj.network.residue.training;

import java.util.List;

/**
 * How training went.
 *
 * @param rows one for each validation
 */
public record ResidueLearningCurve(List<Row> rows) {

	/** Copies the list. */
	public ResidueLearningCurve {
		rows = List.copyOf(rows);
	}

	/**
	 * One validation. Arrays are shared; do not change them.
	 *
	 * @param curves seen so far
	 * @param seconds since training began
	 * @param rate learning rate
	 * @param training mean values of the terms since the last row, while they were learned, by {@link LossTerm#ordinal}
	 * @param validation values of the terms on held-out curves, of the averaged weights
	 * @param loss weighted sum of the terms in the validation; NaN before the factors of a balanced loss are set
	 */
	public record Row(long curves, double seconds, double rate, double[] training, double[] validation, double loss) {

		/** @return root mean square error of CBF of held-out curves as it were with a CBV of 4 ml/100 g, ml/100 g/min */
		public double cbfError() {
			return Math.sqrt(validation[LossTerm.CBF.ordinal()]);
		}

		/** @return root mean square error of the delay of held-out curves, s */
		public double delayError() {
			return Math.sqrt(validation[LossTerm.DELAY.ordinal()]);
		}
	}

	/** @return index of the row with the smallest loss, -1 before the first that has one */
	public int best() {
		int best = -1;
		for (int i = 0; i < rows.size(); i++)
			if (!Double.isNaN(rows.get(i).loss()) && (best < 0 || rows.get(i).loss() < rows.get(best).loss())) best = i;
		return best;
	}
}
