package org.perfusionj.segmentation.trained;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.perfusionj.io.ModelArchive;
import org.perfusionj.work.PerfusionException;

/**
 * Model files of trained lesion rules: a {@link ModelArchive} that for each part names its methods and the features of each stage, and says from which probability on a voxel is core or lesion and how it was
 * trained. Its weights are the trees, part by part and stage by stage, those for core first: first score, number of trees, and for each tree the number of nodes and the nodes as {@link DecisionTree} has them, feature and number one behind the other.
 */
public final class LesionModelFile {

	/** End of the names of model files. */
	public static final String EXTENSION = ".lesion";

	private static final int VERSION = 1;
	private static final String SHIPPED = "default" + EXTENSION;
	private static final ModelArchive<Header> ARCHIVE = new ModelArchive<>("trained lesion rule", "Use the rule that comes with this software, or a model written by train-lesion of this version.", VERSION, Header.class);

	private LesionModelFile() {}

	/** What stands in model.json. */
	private record Header(int version, List<PartHeader> parts, String weightsSha256) implements ModelArchive.Header {
	}

	/** What stands in it of each part; features of each stage. */
	private record PartHeader(List<String> methods, List<List<String>> features, double coreThreshold, double lesionThreshold, Map<String, String> facts) {
	}

	/**
	 * Writes a file that has its name only when it is complete.
	 *
	 * @throws IOException naming the file, if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public static void write(final LesionModels models, final Path file) throws IOException {
		ARCHIVE.write(new Header(VERSION, models.parts().stream().map(LesionModelFile::header).toList(), checksum(models)), weights(models), file);
	}

	private static PartHeader header(final LesionModels.Part part) {
		final LesionModel model = part.model();
		return new PartHeader(part.methods(), model.stages().stream().map(stage -> stage.features().stream().map(VoxelFeature::name).toList()).toList(), model.coreThreshold(), model.lesionThreshold(), model.facts());
	}

	/**
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if there is no such file, or it is no model, damaged, or of another version
	 */
	public static LesionModels read(final Path file) throws IOException {
		try (InputStream stream = Files.newInputStream(file)) {
			return read(stream, file.toString());
		}
		catch (final NoSuchFileException missing) {
			throw new PerfusionException("There is no file " + file + ". Give the path of a model that train-lesion wrote, or use the one that comes with this software.", missing);
		}
	}

	/**
	 * @param stream a model file; not closed
	 * @param name for messages
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no model, damaged, or of another version
	 */
	public static LesionModels read(final InputStream stream, final String name) throws IOException {
		return ARCHIVE.read(stream, name, LesionModelFile::models);
	}

	/**
	 * @return the rule that comes with this software
	 * @throws PerfusionException if it is missing or damaged
	 */
	public static LesionModels shipped() {
		try (InputStream stream = LesionModelFile.class.getResourceAsStream(SHIPPED)) {
			if (stream == null) throw new PerfusionException("This build of PerfusionJ comes without the trained lesion rule " + SHIPPED + ". Use another rule, or give a model that train-lesion wrote.");
			return read(stream, "shipped " + SHIPPED);
		}
		catch (final IOException unreadable) {
			throw new PerfusionException("The trained lesion rule " + SHIPPED + " that comes with PerfusionJ cannot be read: " + unreadable.getMessage() + ". Install PerfusionJ again.", unreadable);
		}
	}

	/** @return whether a rule comes with this software */
	public static boolean isShipped() {
		return LesionModelFile.class.getResource(SHIPPED) != null;
	}

	/** @return checksum of the trees of a model, as the file has it */
	public static String checksum(final LesionModels models) {
		return ModelArchive.checksum(weights(models));
	}

	private static float[] weights(final LesionModels models) {
		final Numbers numbers = new Numbers(new float[1024]);
		for (final LesionModels.Part part : models.parts())
			for (final LesionStage stage : part.model().stages()) {
				add(stage.core(), numbers);
				add(stage.lesion(), numbers);
			}
		return numbers.all();
	}

	private static void add(final BoostedTrees trees, final Numbers numbers) {
		numbers.add(trees.first());
		numbers.add(trees.trees().size());
		for (final DecisionTree tree : trees.trees()) {
			numbers.add(tree.feature().length);
			for (int n = 0; n < tree.feature().length; n++) {
				numbers.add(tree.feature()[n]);
				numbers.add(tree.number()[n]);
			}
		}
	}

	private static LesionModels models(final Header header, final float[] weights) {
		final Numbers numbers = new Numbers(weights);
		final List<LesionModels.Part> parts = new ArrayList<>();
		for (final PartHeader part : header.parts)
			parts.add(new LesionModels.Part(part.methods, new LesionModel(stages(part, numbers), part.coreThreshold, part.lesionThreshold, part.facts)));
		if (numbers.place != weights.length) throw new IllegalArgumentException("it has more numbers than its trees");
		return new LesionModels(parts);
	}

	private static List<LesionStage> stages(final PartHeader part, final Numbers numbers) {
		final List<LesionStage> stages = new ArrayList<>();
		for (final List<String> names : part.features) {
			final List<VoxelFeature> features = names.stream().map(VoxelFeature::of).toList();
			final BoostedTrees core = trees(features.size(), numbers);
			stages.add(new LesionStage(features, core, trees(features.size(), numbers)));
		}
		return stages;
	}

	private static BoostedTrees trees(final int features, final Numbers numbers) {
		final float first = numbers.next();
		final int count = numbers.count();
		final List<DecisionTree> trees = new ArrayList<>();
		for (int t = 0; t < count; t++) {
			final int nodes = numbers.count();
			final int[] feature = new int[nodes];
			final float[] number = new float[nodes];
			for (int n = 0; n < nodes; n++) {
				feature[n] = (int) numbers.next();
				number[n] = numbers.next();
			}
			trees.add(new DecisionTree(feature, number));
		}
		return new BoostedTrees(features, first, trees);
	}

	/** Numbers one behind the other. */
	private static final class Numbers {

		private float[] numbers;
		private int place;

		Numbers(final float[] numbers) {
			this.numbers = numbers;
		}

		void add(final float number) {
			if (place == numbers.length) numbers = Arrays.copyOf(numbers, 2 * place);
			numbers[place++] = number;
		}

		float[] all() {
			return Arrays.copyOf(numbers, place);
		}

		float next() {
			if (place == numbers.length) throw new IllegalArgumentException("it has fewer numbers than its trees");
			return numbers[place++];
		}

		/** @return a number of things that follow */
		int count() {
			final float count = next();
			if (!(count >= 0 && count <= numbers.length - place) || count != Math.rint(count)) throw new IllegalArgumentException("it says that " + count + " numbers follow");
			return (int) count;
		}
	}
}
