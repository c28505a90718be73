package org.perfusionj.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import ij.ImagePlus;

import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.TissueState;

/**
 * What is true of a phantom as ImageJ images: the maps in the colours and ranges of maps that a method makes, and a label image of
 * the states of the tissue with the vessels and, for orientation, the rest of the head. Nothing is shown.
 */
public final class PhantomWindows {

	private static final Category GREY = new Category(1, "Grey matter", 0x9a9a9a);
	private static final Category WHITE = new Category(2, "White matter", 0xc9c9c9);
	private static final Map<TissueState, Category> STATES = Map.of(TissueState.OLIGAEMIA, new Category(3, "Oligaemia", 0xf3e27a), TissueState.PENUMBRA, new Category(4, "Penumbra", 0x3fae49), TissueState.CORE, new Category(
		5, "Core", 0xd62828), TissueState.OLD_INFARCT, new Category(6, "Old infarct", 0x8e5bb5));
	private static final Category VESSEL = new Category(7, "Vessel", 0x2f7de1);
	private static final Category FLUID = new Category(8, "CSF", 0x1c2b45);
	private static final Category BONE = new Category(9, "Bone", 0xf2ead8);
	private static final Category OTHER = new Category(10, "Other", 0x5c4a42);

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
		final Map<Integer, Category> present = new LinkedHashMap<>();
		final byte[][] planes = planes(phantom.truth(), present);
		final Set<Integer> numbers = new TreeSet<>(present.keySet());
		images.add(made.categories("tissue", "True state of the tissue", planes, phantom.truth().brain(), numbers.stream().map(present::get).toList()));
	}

	/** @return all images: CBF, CBV, MTT, delay, Tmax, tissue */
	public List<ImagePlus> all() {
		return List.copyOf(images);
	}

	private static byte[][] planes(final PhantomTruth truth, final Map<Integer, Category> present) {
		final byte[][] planes = new byte[truth.labels().grid().slices()][truth.labels().grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++) {
				final Category category = category(truth, z, i);
				if (category == null) continue;
				planes[z][i] = (byte) category.value();
				present.putIfAbsent(category.value(), category);
			}
		return planes;
	}

	/** @return null for air */
	private static Category category(final PhantomTruth truth, final int z, final int i) {
		final Tissue tissue = Tissue.values()[(int) truth.labels().plane(z)[i]];
		if (truth.brain().plane(z)[i]) {
			final Category state = STATES.get(TissueState.values()[(int) truth.states().plane(z)[i]]);
			if (state != null) return state;
		}
		if (truth.vessels().plane(z)[i] > 0) return VESSEL;
		return switch (tissue) {
			case AIR -> null;
			case GREY -> GREY;
			case WHITE -> WHITE;
			case CSF -> FLUID;
			case BONE, DIPLOE, CALCIFICATION -> BONE;
			default -> OTHER;
		};
	}

	private static String information(final String what, final Phantom phantom, final String version) {
		return what + "\nCase: " + phantom.series().name() + "\nPerfusionJ " + version + " - simulated; research use only, not for diagnosis\n\nSeed: " + phantom.settings().seed() + "\nAnatomy: " + phantom.anatomy() + "\nOcclusion: " +
			phantom.occlusion().key() + "\nTrue AIF: " + phantom.truth().aif().branch() + "\nTrue VOF: " + phantom.truth().vof().branch() + "\n" + CaseImages.orientationText(phantom.series().grid());
	}
}
