package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;

import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/**
 * What is true of a phantom as ImageJ images: the maps in the colours and ranges of maps that a method makes, and a label image of
 * the states of the tissue with the vessels and, for orientation, the rest of the head. Nothing is shown.
 */
public final class PhantomWindows {

	private static final Category GREY = new Category(1, "Grey matter", 0x9a9a9a);
	private static final Category WHITE = new Category(2, "White matter", 0xc9c9c9);
	private static final Category OLIGAEMIA = new Category(3, "Oligaemia", 0xf3e27a);
	private static final Category PENUMBRA = new Category(4, "Penumbra", 0x3fae49);
	private static final Category CORE = new Category(5, "Core", 0xd62828);
	private static final Category OLD_INFARCT = new Category(6, "Old infarct", 0x8e5bb5);
	private static final Category VESSEL = new Category(7, "Vessel", 0x2f7de1);
	private static final Category FLUID = new Category(8, "CSF", 0x1c2b45);
	private static final Category BONE = new Category(9, "Bone", 0xf2ead8);
	private static final Category OTHER = new Category(10, "Other", 0x5c4a42);
	private static final List<Category> ALL = List.of(GREY, WHITE, OLIGAEMIA, PENUMBRA, CORE, OLD_INFARCT, VESSEL, FLUID, BONE, OTHER);
	/** Known by its place; the legend has no room for it. */
	private static final List<Category> SURROUNDINGS = List.of(FLUID, BONE, OTHER);

	private final List<ImagePlus> images = new ArrayList<>();

	/**
	 * @param phantom the case
	 * @param version version of this software, for the images' information
	 * @param title first part of the images' titles ({@link WindowTitles})
	 */
	public PhantomWindows(final Phantom phantom, final String version, final String title) {
		final CaseImages made = new CaseImages(title, what -> information(what, phantom, version));
		for (final TruthMap map : TruthMap.of(phantom.truth()))
			images.add(made.map(map.key(), map.title(), map.volume(), map.unit(), map.display(), phantom.truth().brain()));
		final boolean[] present = new boolean[ALL.size() + 1];
		final byte[][] planes = planes(phantom.truth(), present);
		final List<Category> seen = ALL.stream().filter(category -> present[category.value()]).toList();
		images.add(made.categories("tissue", "True state of the tissue", planes, head(planes, phantom.truth().labels().grid()), seen, seen.stream().filter(category -> !SURROUNDINGS.contains(category)).toList()));
	}

	/** @return all images: CBF, CBV, MTT, delay, Tmax, tissue */
	public List<ImagePlus> all() {
		return List.copyOf(images);
	}

	private static byte[][] planes(final PhantomTruth truth, final boolean[] present) {
		final byte[][] planes = new byte[truth.labels().grid().slices()][truth.labels().grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++) {
				planes[z][i] = (byte) category(truth, z, i);
				present[planes[z][i]] = true;
			}
		return planes;
	}

	/** @return number of the category of a voxel, 0 for air */
	private static int category(final PhantomTruth truth, final int z, final int i) {
		final TissueState state = TissueState.values()[(int) truth.states().plane(z)[i]];
		if (truth.brain().plane(z)[i] && state != TissueState.NORMAL) return switch (state) {
			case OLIGAEMIA -> OLIGAEMIA.value();
			case PENUMBRA -> PENUMBRA.value();
			case CORE -> CORE.value();
			default -> OLD_INFARCT.value();
		};
		if (truth.vessels().plane(z)[i] > 0) return VESSEL.value();
		return switch (Tissue.values()[(int) truth.labels().plane(z)[i]]) {
			case AIR -> 0;
			case GREY -> GREY.value();
			case WHITE -> WHITE.value();
			case CSF -> FLUID.value();
			case BONE, DIPLOE, CALCIFICATION -> BONE.value();
			default -> OTHER.value();
		};
	}

	private static Mask head(final byte[][] planes, final SpatialGrid grid) {
		final boolean[][] head = new boolean[planes.length][planes[0].length];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				head[z][i] = planes[z][i] != 0;
		return new Mask(grid, head);
	}

	private static String information(final String what, final Phantom phantom, final String version) {
		return what + "\nCase: " + phantom.series().name() + "\nPerfusionJ " + version + " - simulated; research use only, not for diagnosis\n\nSeed: " + phantom.settings().seed() + "\nAnatomy: " + phantom.anatomy() + "\nOcclusion: " +
			phantom.occlusion().key() + "\nTrue AIF: " + phantom.truth().aif().branch() + "\nTrue VOF: " + phantom.truth().vof().branch() + "\n" + CaseImages.orientationText(phantom.series().grid());
	}
}
