package org.perfusionj.evaluation.training;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.segmentation.trained.VoxelFeature;

/** The features on which a lesion rule is trained if no others are named. */
public final class StandardFeatures {

	private StandardFeatures() {}

	/** @return features of the first stage */
	public static List<VoxelFeature> first() {
		final List<String> names = new ArrayList<>();
		for (final String source : List.of("cbf", "cbv", "delay", "hu", "mtt"))
			for (final String width : List.of("", "@3", "@6", "@12"))
				names.add(source + width);
		names.addAll(List.of("flow_delay@3", "flow_delay@6", "flow_delay@12"));
		for (final String source : List.of("cbf", "cbv", "delay", "hu", "flow_delay"))
			for (final String width : List.of("@6", "@12"))
				names.add(source + width + "-mirror");
		for (final String source : List.of("cbf", "cbv"))
			for (final String width : List.of("@6", "@12"))
				names.add(source + width + "/mirror");
		names.addAll(List.of("tissue@6", "tissue@6~mirror", "midline", "edge"));
		return names.stream().map(VoxelFeature::of).toList();
	}

	/** @return features of the second stage: those of the first, what it says around the voxel, and where the voxel lies between its core and its penumbra */
	public static List<VoxelFeature> second() {
		final List<String> names = new ArrayList<>(first().stream().map(VoxelFeature::name).toList());
		for (final String source : List.of("core", "lesion")) {
			names.addAll(List.of(source + ":odds", source + ":distance", source + ":volume"));
			for (final String width : List.of("@3", "@6", "@12", "@24"))
				names.add(source + width);
		}
		names.add("core:share");
		for (final String source : List.of("cbf@6", "cbv@6", "delay@6", "mtt@6", "cbf@6/mirror", "cbv@6/mirror", "hu@6", "hu@6-mirror"))
			for (final String form : List.of(":core", ":penumbra", ":middle", ":place"))
				names.add(source + form);
		return names.stream().map(VoxelFeature::of).toList();
	}
}
