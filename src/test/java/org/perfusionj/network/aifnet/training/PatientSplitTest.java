package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/** Splits by patient. */
class PatientSplitTest {

	/** Every third patient has two scans. */
	private static StoredExamples scans(final int patients) {
		final List<StoredExample> all = new ArrayList<>();
		for (int n = 0; n < patients; n++)
			for (int scan = 0; scan < (n % 3 == 0 ? 2 : 1); scan++)
				all.add(new StoredExample("scan " + n + "." + scan, "p" + n, n + "-" + scan, n % 4 == 0 ? Set.of(Vessel.AIF) : Set.of(Vessel.values()), Path.of("none")));
		return new StoredExamples(all);
	}

	private static void assertApart(final PatientSplit split, final StoredExamples all) {
		final Set<String> patients = new HashSet<>();
		int scans = 0;
		for (final StoredExamples part : List.of(split.training(), split.validation(), split.test())) {
			for (final String patient : part.patients())
				assertTrue(patients.add(patient), patient + " is in two parts");
			scans += part.size();
		}
		assertEquals(all.size(), scans);
		assertTrue(split.training().size() > 0 && split.validation().size() > 0);
	}

	@Test
	void theFirstPatientsAreForValidation() {
		final StoredExamples all = scans(20);
		final PatientSplit split = PatientSplit.first(all, all.patients(), 3);
		assertApart(split, all);
		assertEquals(List.of("p0", "p1", "p2"), split.validation().patients());
		assertEquals(4, split.validation().size());
		assertEquals(0, split.test().size());
	}

	@ParameterizedTest
	@CsvSource({ "2, 1", "14, 1", "15, 2", "442, 44", "5, 1" })
	void aTenthOfThePatientsIsForValidation(final int patients, final int validation) {
		assertEquals(validation, PatientSplit.validationPatients(patients));
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 7, 23, 100 })
	void inFiveFoldsEveryPatientIsTestedOnce(final int patients) {
		final StoredExamples all = scans(patients);
		final List<PatientSplit> folds = PatientSplit.folds(all, PatientSplit.shuffled(all.patients(), 1), 5);
		final List<String> tested = new ArrayList<>();
		assertEquals(5, folds.size());
		for (final PatientSplit fold : folds) {
			assertApart(fold, all);
			tested.addAll(fold.test().patients());
			assertEquals(patients / 5.0, fold.test().patients().size(), 1);
			assertEquals(patients / 10.0, fold.validation().patients().size(), 0.51);
		}
		assertEquals(patients, tested.size());
		assertEquals(patients, new HashSet<>(tested).size());
	}

	@Test
	void aHundredPatientsAreSplitAsInThePaper() {
		final StoredExamples all = scans(100);
		final Set<Set<String>> validations = new HashSet<>();
		for (final PatientSplit fold : PatientSplit.folds(all, all.patients(), 5)) {
			assertEquals(70, fold.training().patients().size());
			assertEquals(10, fold.validation().patients().size());
			assertEquals(20, fold.test().patients().size());
			validations.add(Set.copyOf(fold.validation().patients()));
		}
		assertEquals(5, validations.size(), "each fold has other patients for validation");
	}

	@Test
	void theSeedDecidesTheOrder() {
		final List<String> patients = scans(30).patients();
		final List<String> shuffled = PatientSplit.shuffled(patients, 1);
		assertEquals(shuffled, PatientSplit.shuffled(patients, 1));
		assertNotEquals(shuffled, PatientSplit.shuffled(patients, 2));
		assertNotEquals(patients, shuffled);
		assertEquals(new HashSet<>(patients), new HashSet<>(shuffled));
		assertEquals(30, shuffled.size());
	}

	@Test
	void tooFewPatientsAreSaid() {
		final StoredExamples four = scans(4);
		final String folds = assertThrows(PerfusionException.class, () -> PatientSplit.folds(four, four.patients(), 5)).getMessage();
		assertTrue(folds.contains("needs at least 5 patients, but scans of 4 patients can be used"), folds);
		final String validation = assertThrows(PerfusionException.class, () -> PatientSplit.first(four, four.patients(), 50)).getMessage();
		assertTrue(validation.contains("validation=1"), validation);
		final StoredExamples one = scans(1);
		assertThrows(PerfusionException.class, () -> PatientSplit.first(one, one.patients(), 1));
	}

	@Test
	void scansOfAVesselAreThoseInWhichItIsAnnotated() {
		assertEquals(scans(8).size(), scans(8).with(Vessel.AIF).size());
		assertTrue(scans(8).with(Vessel.VOF).patients().stream().noneMatch(List.of("p0", "p4")::contains));
	}

	@Test
	void theFingerprintChangesWithWhatIsLearnedFrom() {
		assertEquals(scans(8).fingerprint(), scans(8).fingerprint());
		assertNotEquals(scans(8).fingerprint(), scans(9).fingerprint());
		assertNotEquals(scans(8).fingerprint(), scans(8).with(Vessel.VOF).fingerprint());
	}
}
