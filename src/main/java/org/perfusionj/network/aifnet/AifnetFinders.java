package org.perfusionj.network.aifnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.network.EngineChoice;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.WorkMonitor;

/** Makes AIFNet ready for scans. */
@FunctionalInterface
public interface AifnetFinders {

	/**
	 * @param vessels what will be looked for, at least one
	 * @param model a model file, which must be for the one vessel that is wanted, or a folder that holds {@code aif.aifnet} and {@code vof.aifnet}; empty: the shipped weights
	 * @param engine what it runs on
	 * @param monitor told which engine and which weights are used
	 * @return AIFNet for these vessels
	 * @throws org.perfusionj.work.PerfusionException if a model file is no model, damaged, of another version or for another vessel, the network libraries are not installed, or the device is missing; the message says what to do
	 * @throws IOException if a model file cannot be read
	 */
	AifnetFinder open(Set<Vessel> vessels, Optional<Path> model, EngineChoice engine, WorkMonitor monitor) throws IOException;
}
