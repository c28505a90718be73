package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ij.ImagePlus;

import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * A segmentation as ImageJ images: the image before the bolus and every map with core and penumbra drawn over them, and a label image. The slice with the largest part of the lesion is in
 * front. Overlays change no pixel, and images share the planes of the case. Nothing is shown.
 */
public final class LesionWindows {

	/** Name of the label image in its title. */
	public static final String LABELS = "lesion";

	private static final float AIR_HU = -300;

	private final Segmentation segmentation;
	private final String version;
	private final CaseImages images;
	private final LesionOverlay overlay;

	/**
	 * @param segmentation what is shown
	 * @param version version of this software, for the images' information
	 * @param title first part of the images' titles ({@link WindowTitles})
	 */
	public LesionWindows(final Segmentation segmentation, final String version, final String title) {
		this.segmentation = segmentation;
		this.version = version;
		this.images = new CaseImages(title, this::information);
		this.overlay = new LesionOverlay(segmentation);
	}

	/** @return new images of everything: the image before the bolus if there is one, the maps in their usual order, the labels */
	public List<ImagePlus> all() {
		final List<ImagePlus> all = new ArrayList<>();
		for (final ShownVolume shown : ShownVolume.of(segmentation))
			all.add(image(shown));
		all.add(labels());
		return all;
	}

	/** @return a new image of the head before the bolus with core and penumbra over it, if there is one */
	public Optional<ImagePlus> image() {
		return ShownVolume.of(segmentation).stream().filter(shown -> !shown.isMap()).findFirst().map(this::image);
	}

	/** @return a new label image: 0 nothing, 1 normal tissue, 2 penumbra, 3 core, 4 brain that was left out, with colours and a legend */
	public ImagePlus labels() {
		final LesionLabels labels = new LesionLabels(segmentation);
		final ImagePlus image = images.categories(LABELS, "Core and penumbra", labels.planes(), maps().brain(), labels.categories(), labels.categories());
		toTheLesion(image);
		return image;
	}

	/**
	 * Draws core and penumbra over an image of the same case that is made or open already, a map or the series for example. Its other overlays stay; those of an earlier segmentation are replaced.
	 *
	 * @param image stack or hyperstack; its pixels are not changed
	 * @return false if it does not have the slices of the case, as a series whose slices are not those of a hyperstack: it is left alone then
	 */
	public boolean mark(final ImagePlus image) {
		final SpatialGrid grid = maps().grid();
		if (image.getWidth() != grid.width() || image.getHeight() != grid.height() || image.getNSlices() != grid.slices()) return false;
		overlay.putOn(image, image.getProcessor().isColorLut());
		toTheLesion(image);
		return true;
	}

	private LesionMaps maps() {
		return segmentation.example().maps();
	}

	private ImagePlus image(final ShownVolume shown) {
		final ImagePlus image = images.map(shown.name(), shown.title(), shown.volume(), shown.unit(), shown.display(), maps().brain());
		// greys explain themselves, the colours of the lesion do not
		if (!shown.isMap()) image.setOverlay(new LegendOverlay(head(shown.volume()), LesionLabels.lesion(segmentation)).overlay());
		overlay.putOn(image, shown.isMap());
		toTheLesion(image);
		return image;
	}

	/** @return what a legend should not hide: the whole head where it can be told from air, else the brain */
	private Mask head(final Volume image) {
		if (maps().signal() != SignalType.CT) return maps().brain();
		final boolean[][] planes = new boolean[image.grid().slices()][image.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = image.plane(z)[i] > AIR_HU;
		return new Mask(image.grid(), planes);
	}

	/** Without a lesion an image stays where it stands. */
	private void toTheLesion(final ImagePlus image) {
		final Mask lesion = segmentation.lesion();
		final int[] counts = IntStream.range(0, lesion.grid().slices()).map(z -> SliceChoice.count(lesion.plane(z))).toArray();
		IntStream.range(0, counts.length).boxed().max((a, b) -> Integer.compare(counts[a], counts[b])).filter(z -> counts[z] > 0).ifPresent(z -> image.setPosition(image.getC(), z + 1, image.getT()));
	}

	private String information(final String what) {
		final StringBuilder text = new StringBuilder();
		text.append(what).append("\nCase: ").append(maps().name()).append("\nPerfusionJ ").append(version).append(" - research use only, not for diagnosis\n\n");
		text.append("Rule: ").append(segmentation.rule()).append("\n").append(segmentation.conditions()).append("\n\nParameters:\n");
		text.append(segmentation.parameters().entrySet().stream().map(entry -> "  " + entry.getKey() + " = " + entry.getValue() + "\n").collect(Collectors.joining()));
		text.append(CaseImages.orientationText(maps().grid()));
		if (!segmentation.warnings().isEmpty()) text.append("\nWarnings:\n").append(segmentation.warnings().stream().map(warning -> "  " + warning + "\n").collect(Collectors.joining()));
		return text.toString();
	}
}
