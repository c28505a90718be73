package org.perfusionj.images;

import ij.ImagePlus;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.ReadOptions.PlaneOrder;
import org.perfusionj.work.PerfusionException;

/**
 * Which plane of an ImageJ stack is which slice and frame.
 *
 * @param slices number of slices
 * @param frames number of frames
 * @param order whether the slices of a time or the times of a slice lie together
 */
record StackOrder(int slices, int frames, PlaneOrder order) {

	/**
	 * @param image what is wrapped
	 * @param options the number of slices and the order of the planes, if the user says so
	 * @throws PerfusionException if the image is no series of slices x times, with what to do
	 */
	static StackOrder of(final ImagePlus image, final ReadOptions options) {
		final String title = "\"" + image.getTitle() + "\"";
		final int planes = image.getStackSize();
		if (options.slices() > 0) {
			if (planes % options.slices() != 0) throw new PerfusionException(title + " has " + planes + " planes, which are not a whole number of times " + options.slices() + " slices. Correct slices=.");
			if (planes == options.slices()) throw new PerfusionException(title + " has " + planes + " planes: with slices=" + options.slices() + " that is one frame. A perfusion series needs many frames. Correct slices=.");
			return new StackOrder(options.slices(), planes / options.slices(), options.planeOrder());
		}
		if (image.getNChannels() > 1) throw new PerfusionException(title + " has " + image.getNChannels() + " channels; a perfusion series has one. " + (image.getNFrames() > 1 ?
			"Keep the channel that holds the series (Image > Duplicate..., channels 1)." :
			"If the channels are times, use Image > Hyperstacks > Re-order Hyperstack... and make Channels (c) the Frames (t)."));
		if (image.getNFrames() > 1) return new StackOrder(image.getNSlices(), image.getNFrames(), PlaneOrder.SLICES_FIRST);
		if (planes == 1) throw new PerfusionException(title + " is one 2D image. A perfusion series needs slices x frames: open the whole series with Plugins > Perfusion > Open perfusion series.");
		throw new PerfusionException(title + " has " + planes + " planes but no time: ImageJ takes them as slices of one 3D image. If they are slices x frames, use Image > Hyperstacks > Stack to Hyperstack... (1 channel, and the" +
			" numbers of slices and frames), or give slices= and plane_order=zt (all slices of one time together) or plane_order=tz. A DICOM folder is best opened with Plugins > Perfusion > Open perfusion series, which reads the" +
			" times as well. A single 3D image cannot be analysed.");
	}

	/** @return the plane of the stack, from 1 as ImageJ counts */
	int position(final int z, final int t) {
		return 1 + (order == PlaneOrder.SLICES_FIRST ? t * slices + z : z * frames + t);
	}

	/** @return the slice, from 0, that holds plane {@code position} (from 1) of the stack */
	int slice(final int position) {
		return order == PlaneOrder.SLICES_FIRST ? (position - 1) % slices : (position - 1) / frames;
	}
}
