package org.perfusionj.evaluation;

import java.util.List;

import org.perfusionj.series.Voxel;

/**
 * A small square in one kind of tissue.
 *
 * @param region normal or ischaemic tissue
 * @param isGrey true in grey, false in white matter
 * @param corner voxel with the lowest x and y
 * @param voxels those of the square that are of this tissue
 */
public record TissueRoi(TissueRegion region, boolean isGrey, Voxel corner, List<Voxel> voxels) {

	/** Voxels along a side. */
	public static final int SIDE = 5;
	/** A square with fewer voxels of its tissue is none. */
	public static final int LEAST = 13;

	/** Copies the list. */
	public TissueRoi {
		voxels = List.copyOf(voxels);
	}

	/** @return kind of matter in tables */
	public String matter() {
		return isGrey ? "grey" : "white";
	}

	/** @return what it lies in, for example "ischaemic grey matter" */
	public String title() {
		return region.key() + " " + matter() + " matter";
	}

	/** @return numbers from 0 to 3, normal before ischaemic, grey before white */
	public int order() {
		return 2 * region.ordinal() + (isGrey ? 0 : 1);
	}
}
