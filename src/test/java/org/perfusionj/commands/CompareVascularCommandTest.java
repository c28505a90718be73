package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.evaluation.SampleCohort;
import org.perfusionj.host.CommandLineCall;

/** The command compare-aif as a user of the command line meets it. */
@Timeout(120)
class CompareVascularCommandTest {

	@TempDir
	private Path folder;

	private static CommandLineCall compare(final String... arguments) {
		return CommandLineCall.of(Stream.concat(Stream.of("compare-aif"), Stream.of(arguments)).toArray(String[]::new));
	}

	@Test
	void aFolderOfCasesGivesTablesPlotsAndReport() throws Exception {
		final Path cases = SampleCohort.write(folder.resolve("results"), 8);
		final Path out = cases.resolve("agreement");

		final CommandLineCall call = compare("input=" + cases, "output=" + out);

		assertEquals(0, call.code(), call.err());
		try (Stream<Path> files = Files.list(out)) {
			assertEquals(Set.of("signals.csv", "metrics.csv", "cases.csv", "agreement.png", "metrics.png", "report.md", "parameters.json"), files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
		}
		assertTrue(Files.readString(out.resolve("cases.csv")).contains("\ncentre 1/case7,VOF,rater1,rater2,"));
		assertTrue(Files.readString(out.resolve("report.md")).contains("| AIF | rater1-rater2 | Tpeak (s) | 8 | -0.48 (0.48) |"));
		final String provenance = Files.readString(out.resolve("parameters.json"));
		assertTrue(provenance.contains("case centre 0/case0") && provenance.contains("sha256"), provenance);
		final String said = call.out() + call.err();
		assertTrue(said.contains("8 cases with raters") && said.contains("rater1-network") && said.contains("Research use only"), said);
		assertFalse(said.contains("Warning"), said);
		// the results may lie among the cases: they are no case of the next run
		assertEquals(0, compare("input=" + cases, "output=" + out, "overwrite=true").code());
		assertEquals(1 + 8 * 6, Files.readAllLines(out.resolve("cases.csv")).size());
	}

	@Test
	void twoCasesGiveMeansAndAWarning() throws Exception {
		final Path out = folder.resolve("out");

		final CommandLineCall call = compare("input=" + SampleCohort.write(folder.resolve("results"), 2), "output=" + out);

		assertEquals(0, call.code(), call.err());
		assertTrue(call.err().contains("The AIF of rater1 and network can be compared in 2 cases only"), call.err());
		assertTrue(Files.readString(out.resolve("report.md")).contains("too few cases"));
	}

	@Test
	void whatCannotBeReadIsSaid() throws Exception {
		final Path out = folder.resolve("out");
		final Path empty = Files.createDirectory(folder.resolve("empty"));

		final CommandLineCall none = compare("input=" + empty, "output=" + out);
		assertEquals(1, none.code(), none.err());
		assertTrue(none.err().contains("There is no comparison.csv in or below " + empty), none.err());

		Files.writeString(empty.resolve("comparison.csv"), "case;r\n1;2\n");
		final CommandLineCall mixed = compare("input=" + empty, "output=" + out);
		assertEquals(1, mixed.code(), mixed.err());
		assertTrue(mixed.err().contains("has no column vessel"), mixed.err());

		final CommandLineCall missing = compare("input=" + folder.resolve("nowhere"), "output=" + out);
		assertEquals(2, missing.code(), missing.err());
		assertTrue(missing.err().contains("is no folder"), missing.err());
		assertEquals(2, compare("output=" + out).code());

		final CommandLineCall inside = compare("input=" + SampleCohort.write(folder.resolve("results"), 3), "output=" + folder.resolve("results"), "overwrite=true");
		assertEquals(1, inside.code(), inside.err());
		assertTrue(inside.err().contains("lies in the output folder"), inside.err());
		assertFalse(Files.exists(out));
	}

	@Test
	void withoutADisplayThereMustBeAFolder() throws Exception {
		if (Display.now() != Display.NONE) return;
		final CommandLineCall call = compare("input=" + SampleCohort.write(folder.resolve("results"), 3));
		assertEquals(2, call.code());
		assertTrue(call.err().contains("no display"), call.err());
	}
}
