package org.perfusionj.network.residue.training;

import java.io.IOException;

/** Scans to train on, read when they are needed. */
public interface Examples {

	/** @return number of scans */
	int size();

	/**
	 * @param index number of the scan, from 0
	 * @throws IOException if it cannot be read
	 * @throws org.perfusionj.work.PerfusionException if it is damaged
	 */
	ScanExamples read(int index) throws IOException;

	/**
	 * @param count of scans, at most {@link #size}
	 * @return the first of them: a file may have been filled for a larger training
	 * @throws IllegalArgumentException if there are fewer
	 */
	default Examples first(final int count) {
		if (count > size()) throw new IllegalArgumentException("There are " + size() + " scans, not " + count + ".");
		final Examples all = this;
		return new Examples() {

			@Override
			public int size() {
				return count;
			}

			@Override
			public ScanExamples read(final int index) throws IOException {
				return all.read(index);
			}
		};
	}
}
