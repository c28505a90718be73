package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/** A segmentation as one label image: 0 nothing, 1 normal tissue, 2 penumbra, 3 core, 4 brain that was left out. Where a rule says nothing of a core, all of the lesion is 2. */
final class LesionLabels {

	private static final Category NORMAL = new Category(1, "Normal tissue", 0x8f8f8f);
	private static final Category PENUMBRA = new Category(2, "Penumbra", LesionColors.PENUMBRA.getRGB() & 0xffffff);
	private static final Category LESION = new Category(2, "Lesion", LesionColors.PENUMBRA.getRGB() & 0xffffff);
	private static final Category CORE = new Category(3, "Core", LesionColors.CORE.getRGB() & 0xffffff);
	private static final Category LEFT_OUT = new Category(4, "Left out", 0x2b4a6f);

	private final Segmentation segmentation;
	private final List<Category> categories = new ArrayList<>();

	LesionLabels(final Segmentation segmentation) {
		this.segmentation = segmentation;
		categories.add(NORMAL);
		categories.addAll(lesion(segmentation));
		categories.add(LEFT_OUT);
	}

	/** @return the parts of a lesion that a rule tells apart, with their colours, the milder first */
	static List<Category> lesion(final Segmentation segmentation) {
		return segmentation.core().isPresent() ? List.of(PENUMBRA, CORE) : List.of(LESION);
	}

	/** @return what the numbers mean, in order */
	List<Category> categories() {
		return List.copyOf(categories);
	}

	/** @return what the numbers mean, in one line */
	String meanings() {
		return "0 nothing, " + categories.stream().map(category -> category.value() + " " + category.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
	}

	/** @return a number for each voxel, one plane for each slice */
	byte[][] planes() {
		final Mask brain = segmentation.example().maps().brain();
		final byte[][] planes = new byte[brain.grid().slices()][brain.grid().planeSize()];
		paint(planes, brain, LEFT_OUT);
		paint(planes, segmentation.example().tissue(), NORMAL);
		paint(planes, segmentation.lesion(), PENUMBRA);
		segmentation.core().ifPresent(core -> paint(planes, core, CORE));
		return planes;
	}

	private static void paint(final byte[][] planes, final Mask mask, final Category category) {
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				if (mask.plane(z)[i]) planes[z][i] = (byte) category.value();
	}

	/** @return the same as a volume, for files */
	Volume volume() {
		final byte[][] planes = planes();
		final Volume volume = new Volume(segmentation.example().maps().grid());
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				volume.plane(z)[i] = planes[z][i];
		return volume;
	}
}
