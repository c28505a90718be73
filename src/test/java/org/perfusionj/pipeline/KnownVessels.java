package org.perfusionj.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.network.aifnet.AifnetFinder;
import org.perfusionj.network.aifnet.AifnetResult;
import org.perfusionj.network.aifnet.AifnetScan;
import org.perfusionj.preprocessing.MeanCurves;
import org.perfusionj.series.Region;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.RiseTimes;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Stands in for the network: gives the voxels that a test knows equal probabilities, and finds no other vessel. Remembers what it was asked. */
public final class KnownVessels implements AifnetFinder {

	private final Map<Vessel, List<Voxel>> voxels = new EnumMap<>(Vessel.class);
	private final List<String> asked = new ArrayList<>();

	/** Adds a vessel. */
	public KnownVessels with(final Vessel vessel, final List<Voxel> its) {
		voxels.put(vessel, its);
		return this;
	}

	/** @return all voxels with that label */
	public static List<Voxel> labelled(final Volume labels, final int firstSlice, final int slices, final int label) {
		final SpatialGrid grid = labels.grid();
		final List<Voxel> found = new ArrayList<>();
		for (int z = 0; z < slices; z++)
			for (int i = 0; i < grid.planeSize(); i++)
				if (labels.plane(firstSlice + z)[i] == label) found.add(new Voxel(i % grid.width(), i / grid.width(), z));
		return found;
	}

	/** @return "AIF", "VOF" or "VOF with AIF" for each question */
	public List<String> asked() {
		return asked;
	}

	@Override
	public AifnetResult find(final Vessel vessel, final AifnetScan scan, final Optional<VascularFunction> aif, final Parallel parallel, final WorkMonitor monitor) {
		asked.add(vessel + (aif.isPresent() ? " with AIF" : ""));
		final List<Voxel> its = voxels.get(vessel);
		if (its == null) throw new PerfusionException("AIFNet finds no " + vessel + " here.");
		final Volume probability = new Volume(scan.input().slices().grid());
		its.forEach(voxel -> probability.plane(voxel.z())[voxel.y() * probability.grid().width() + voxel.x()] = 1f / its.size());
		return new AifnetResult(new VascularFunction(vessel, MeanCurves.ofRegions(scan.input(), List.of(new Region("known", its)), parallel, monitor).get(0), its.subList(0, Math.min(5, its.size())), "known"), probability, 1, RiseTimes.UNKNOWN);
	}

	@Override
	public Map<String, String> facts(final Vessel vessel) {
		return Map.of("engine", "none");
	}

	@Override
	public void close() {
		asked.add("closed");
	}
}
