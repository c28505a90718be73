package org.perfusionj.network.aifnet.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

/**
 * Which scans are learned from, which tell when to stop, and which are only measured on. All scans of a patient are in one of the three (paper, 3.1.1: some
 * patients have two scans).
 *
 * @param training scans to learn from
 * @param validation scans that tell when to stop
 * @param test scans that have no influence on training; may be empty
 */
public record PatientSplit(StoredExamples training, StoredExamples validation, StoredExamples test) {

	/** One patient in ten tells when to stop. */
	private static final double VALIDATION_PART = 0.1;

	/** @return how many of so many patients are for validation if nobody says otherwise: a tenth, at least one */
	public static int validationPatients(final int patients) {
		return (int) Math.max(1, Math.round(VALIDATION_PART * patients));
	}

	/**
	 * @param examples all scans
	 * @param patients their patients: the first are for validation, the others for training
	 * @param validation number of patients for validation
	 * @return a split without test scans
	 * @throws PerfusionException if there are too few patients
	 */
	public static PatientSplit first(final StoredExamples examples, final List<String> patients, final int validation) {
		if (patients.size() <= validation) throw new PerfusionException("Scans of " + count(patients.size()) + " can be used, and " + count(validation) + (validation == 1 ? " is" : " are") + " for validation, so none is left to learn from. Give more scans"
			+ (validation > 1 ? ", or a smaller number: validation=" + validationPatients(patients.size()) : "") + ".");
		return new PatientSplit(some(examples, patients.subList(validation, patients.size())), some(examples, patients.subList(0, validation)), new StoredExamples(List.of()));
	}

	/**
	 * Cross-validation (paper, 3.2: 70 % training, 10 % validation, 20 % test in five folds): every patient is tested once.
	 *
	 * @param examples all scans
	 * @param patients their patients, in the order in which they are dealt out
	 * @param folds number of folds
	 * @return a split for each fold
	 * @throws PerfusionException if there are fewer patients than folds
	 */
	public static List<PatientSplit> folds(final StoredExamples examples, final List<String> patients, final int folds) {
		final int all = patients.size();
		if (all < folds) throw new PerfusionException("folds=" + folds + " needs at least " + folds + " patients, but scans of " + count(all) + " can be used. Give more scans, or use folds=1.");
		final int validation = validationPatients(all);
		final List<PatientSplit> splits = new ArrayList<>();
		for (int n = 0; n < folds; n++) {
			final int from = all * n / folds;
			final int to = all * (n + 1) / folds;
			// behind the patients who are tested, in a circle
			final List<String> others = new ArrayList<>(patients.subList(to, all));
			others.addAll(patients.subList(0, from));
			splits.add(new PatientSplit(some(examples, others.subList(validation, others.size())), some(examples, others.subList(0, validation)), some(examples, patients.subList(from, to))));
		}
		return splits;
	}

	private static String count(final int patients) {
		return patients + (patients == 1 ? " patient" : " patients");
	}

	private static StoredExamples some(final StoredExamples examples, final List<String> patients) {
		return examples.of(new HashSet<>(patients));
	}

	/** @return the patients in an order that the seed decides */
	public static List<String> shuffled(final List<String> patients, final long seed) {
		final RandomStream random = new RandomStream(seed).named("patients");
		final List<String> left = new ArrayList<>(patients);
		final List<String> order = new ArrayList<>();
		while (!left.isEmpty())
			order.add(left.remove(random.integer(0, left.size() - 1)));
		return order;
	}
}
