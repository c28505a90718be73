package org.perfusionj.network.aifnet.training;

import java.io.IOException;

import org.perfusionj.work.WorkMonitor;

/** Scans to train on or to measure on. They are given one at a time, because all of them do not fit into memory. */
public interface ExampleSet {

	/** @return number of scans */
	int size();

	/**
	 * @param index from 0
	 * @param monitor asked for cancellation
	 * @return the scan
	 * @throws IOException if it cannot be read
	 */
	TrainingExample get(int index, WorkMonitor monitor) throws IOException;
}
