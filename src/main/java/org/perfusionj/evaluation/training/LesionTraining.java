package org.perfusionj.evaluation.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

import org.perfusionj.segmentation.CoreSegmentation;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.segmentation.trained.BoostedTrees;
import org.perfusionj.segmentation.trained.CaseFeatures;
import org.perfusionj.segmentation.trained.LesionChances;
import org.perfusionj.segmentation.trained.LesionModel;
import org.perfusionj.segmentation.trained.LesionStage;
import org.perfusionj.segmentation.trained.TrainedRule;
import org.perfusionj.segmentation.trained.VoxelFeature;
import org.perfusionj.segmentation.trained.training.BoostedTreesTrainer;
import org.perfusionj.segmentation.trained.training.GrownTrees;
import org.perfusionj.segmentation.trained.training.Question;
import org.perfusionj.series.Mask;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Trains a lesion rule on examples. Each so many-th example is kept for validation: it says when to stop growing trees, and from which probability on a voxel is called core or lesion. The second stage learns from what the
 * first one says of cases that it has not learned from: it is trained once on each half of the cases to judge the other half (stacking; Wolpert, Neural Networks 5, 1992, 241-259), and once on all to be kept. The same
 * examples and settings give the same rule.
 */
public final class LesionTraining {

	private static final int HALVES = 2;
	private static final int FEWEST_CASES = 4;
	/** Parts of the work. */
	private static final double DRAWN = 0.25;
	private static final double GROWN = 0.5;
	private static final double REDRAWN = 0.75;
	private static final double REGROWN = 0.9;

	private final LesionTrainingSettings settings;
	private final Map<String, double[]> losses = new LinkedHashMap<>();
	/** Number of the phantom of each example: examples of one phantom are never on both sides of a division. */
	private final List<Integer> phantomOf = new ArrayList<>();

	/** @param settings how it is trained */
	public LesionTraining(final LesionTrainingSettings settings) {
		this.settings = settings;
	}

	/**
	 * @param phantoms files of the examples of each phantom; at least four
	 * @param facts what the model shall say of its origin besides the settings, in order
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel
	 * @return the rule
	 * @throws IOException if an example cannot be read
	 * @throws PerfusionException if there are too few examples, or one is damaged
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public TrainedLesion run(final List<List<Path>> phantoms, final Map<String, String> facts, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final int fewest = Math.max(FEWEST_CASES, settings.validationEvery());
		if (phantoms.size() < fewest) throw new PerfusionException("There are only " + phantoms.size() + " phantoms to train on and to validate with. Use more seeds, at least " + fewest + ".");
		losses.clear();
		final List<Path> examples = new ArrayList<>();
		phantomOf.clear();
		for (int n = 0; n < phantoms.size(); n++)
			for (final Path example : phantoms.get(n)) {
				examples.add(example);
				phantomOf.add(n);
			}
		final DrawnExamples first = new DrawnExamples(settings.bins());
		for (int n = 0; n < examples.size(); n++) {
			monitor.progress(DRAWN * n / examples.size(), "Drawing voxels of example " + (n + 1) + " of " + examples.size());
			final Opened opened = open(examples.get(n), parallel, monitor);
			first.add(opened.draw, opened.draw.of(opened.features.values(settings.first(), Optional.empty(), parallel, monitor)));
		}
		final List<LesionStage> stages = new ArrayList<>(List.of(stage("stage 1", settings.first(), first, n -> !isValidation(n), parallel, monitor.part(DRAWN, settings.second().isEmpty() ? REDRAWN : GROWN - 0.1))));
		if (!settings.second().isEmpty()) stages.add(second(examples, stages.get(0), first, parallel, monitor));
		return finish(examples, stages, facts, parallel, monitor.part(REGROWN, 1));
	}

	private boolean isValidation(final int number) {
		return phantomOf.get(number) % settings.validationEvery() == settings.validationEvery() - 1;
	}

	/** @return which half of the cases that are learned from a case is of */
	private int half(final int number) {
		return (phantomOf.get(number) - phantomOf.get(number) / settings.validationEvery()) % HALVES;
	}

	/** A case with its features and the voxels that are drawn of it, always the same ones. */
	private record Opened(LesionExample example, CaseFeatures features, VoxelDraw draw) {
	}

	private Opened open(final Path file, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		monitor.check();
		final LesionExample example = LesionExampleFile.read(file);
		final CaseFeatures features = new CaseFeatures(prepared(example, parallel, monitor), TrainedRule.NAME, parallel, monitor);
		return new Opened(example, features, VoxelDraw.of(example, features, settings.voxels(), new RandomStream(settings.boosting().seed()).named(example.maps().name())));
	}

	/** @return the case as rules will see it */
	private static LesionCase prepared(final LesionExample example, final Parallel parallel, final WorkMonitor monitor) {
		return new CoreSegmentation(new SegmentationSettings(new NoLesion(), SegmentationSettings.Exclusions.DEFAULTS, SegmentationSettings.Cleaning.NONE)).run(example.maps(), parallel, new QuietMonitor(monitor)).example();
	}

	private LesionStage stage(final String name, final List<VoxelFeature> features, final DrawnExamples drawn, final IntPredicate cases, final Parallel parallel, final WorkMonitor monitor) {
		return new LesionStage(features, trees(name + ", core", true, drawn, cases, parallel, monitor.part(0, 0.5)), trees(name + ", lesion", false, drawn, cases, parallel, monitor.part(0.5, 1)));
	}

	private BoostedTrees trees(final String name, final boolean core, final DrawnExamples drawn, final IntPredicate cases, final Parallel parallel, final WorkMonitor monitor) {
		final Question learned = drawn.question(cases, core);
		final GrownTrees grown = new BoostedTreesTrainer(settings.boosting()).train(learned, drawn.question(this::isValidation, core), parallel, monitor);
		losses.put(name, grown.losses());
		monitor.log(String.format(Locale.ROOT, "%s: %d trees from %,d voxels, loss on validation cases %.5f (%.5f without trees)", name, grown.trees().trees().size(), learned.answers().length, grown.loss(), grown.firstLoss()));
		return grown.trees();
	}

	private LesionStage second(final List<Path> examples, final LesionStage whole, final DrawnExamples first, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final List<LesionStage> halves = new ArrayList<>();
		for (int half = 0; half < HALVES; half++) {
			final int other = half;
			halves.add(stage("stage 1 without half " + (half + 1), settings.first(), first, n -> !isValidation(n) && half(n) != other, parallel, monitor.part(GROWN - 0.1 + 0.05 * half, GROWN - 0.05 + 0.05 * half)));
		}
		final DrawnExamples drawn = new DrawnExamples(settings.bins());
		for (int n = 0; n < examples.size(); n++) {
			monitor.progress(GROWN + (REDRAWN - GROWN) * n / examples.size(), "Judging example " + (n + 1) + " of " + examples.size());
			final Opened opened = open(examples.get(n), parallel, monitor);
			final LesionChances said = (isValidation(n) ? whole : halves.get(half(n))).judge(opened.features, Optional.empty(), parallel, monitor);
			drawn.add(opened.draw, opened.draw.of(opened.features.values(settings.second(), Optional.of(said), parallel, monitor)));
		}
		return stage("stage 2", settings.second(), drawn, n -> !isValidation(n), parallel, monitor.part(REDRAWN, REGROWN));
	}

	private TrainedLesion finish(final List<Path> examples, final List<LesionStage> stages, final Map<String, String> origin, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final LesionModel judging = new LesionModel(stages, 0.5, 0.5, Map.of());
		final ThresholdSweep sweep = new ThresholdSweep();
		for (int n = 0; n < examples.size(); n++) {
			if (!isValidation(n)) continue;
			monitor.progress((double) n / examples.size(), "Validating with example " + (n + 1) + " of " + examples.size());
			final Opened opened = open(examples.get(n), parallel, monitor);
			sweep.add(opened.example.maps().name() + " " + opened.example.maps().method(), opened.example, opened.features, judging.judge(opened.features, parallel, new QuietMonitor(monitor)));
		}
		final double lesion = sweep.lesion();
		final double core = sweep.core(lesion);
		final List<ValidationScore> scores = sweep.scores(core, lesion);
		final Map<String, String> facts = new LinkedHashMap<>(origin);
		facts.put("examples", Integer.toString(examples.size()));
		facts.put("validation_examples", Integer.toString(scores.size()));
		facts.putAll(settings.facts());
		facts.put("validation_core_dice_median", String.format(Locale.ROOT, "%.3f", ValidationScore.medianCoreDice(scores)));
		facts.put("validation_lesion_dice_median", String.format(Locale.ROOT, "%.3f", ValidationScore.medianLesionDice(scores)));
		return new TrainedLesion(new LesionModel(stages, core, lesion, facts), Collections.unmodifiableMap(new LinkedHashMap<>(losses)), scores);
	}

	/** Sees a case and finds nothing: tissue and mirror plane are what is wanted. */
	private record NoLesion() implements LesionRule {

		@Override
		public String name() {
			return "none";
		}

		@Override
		public String conditions() {
			return "nothing is lesion";
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of();
		}

		@Override
		public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
			final Mask nothing = example.tissue().minus(example.tissue());
			return new Found(Optional.empty(), nothing, List.of());
		}
	}
}
