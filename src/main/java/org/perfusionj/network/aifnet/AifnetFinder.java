package org.perfusionj.network.aifnet;

import java.util.Map;
import java.util.Optional;

import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** AIFNet with its weights on a device, ready to look at scans. Close it when the work is done. Not thread-safe. */
public interface AifnetFinder extends AutoCloseable {

	/**
	 * @param vessel which function; one of those it was opened for
	 * @param scan where to look; the same one for every vessel of a series, so that it is read once
	 * @param aif the AIF if it is already known when the VOF is asked for
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel
	 * @return the curve on the input's time grid, the probability of every voxel, and the recalibration
	 * @throws org.perfusionj.work.PerfusionException if nothing in the scan can be a vessel with a bolus; the message says what to do
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	AifnetResult find(Vessel vessel, AifnetScan scan, Optional<VascularFunction> aif, Parallel parallel, WorkMonitor monitor);

	/**
	 * @param vessel one of those it was opened for
	 * @return engine and device, name and checksum of the weights, and how they were trained, for the provenance file; in order
	 */
	Map<String, String> facts(Vessel vessel);

	/** Frees what it holds on the device. */
	@Override
	void close();
}
