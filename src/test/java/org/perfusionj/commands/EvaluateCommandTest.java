package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.TransformerDesign;

/** The command evaluate as a user of the command line meets it. */
@Timeout(300)
class EvaluateCommandTest {

	@TempDir
	private Path folder;

	private CommandLineCall evaluate(final String... arguments) {
		final List<String> all = new ArrayList<>(List.of("evaluate"));
		all.addAll(List.of(arguments));
		return CommandLineCall.of(all.toArray(String[]::new));
	}

	private Set<String> files(final Path out) throws Exception {
		try (Stream<Path> files = Files.list(out)) {
			return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		}
	}

	@Test
	void curvesGiveTablesPlotsAndReport() throws Exception {
		final Path out = folder.resolve("curves");

		final CommandLineCall call = evaluate("methods=cSVD,Tikhonov", "n=2", "aif_width=both", "output=" + out);

		assertEquals(0, call.code(), call.err());
		assertEquals(Set.of("averages.csv", "conditions.csv", "report.md", "parameters.json", "cbf_rmse_literature.png", "bad_rmse_literature.png", "cbf_ratio_literature.png", "cbf_rmse_calibrated.png", "bad_rmse_calibrated.png",
			"cbf_ratio_calibrated.png"), files(out));
		final List<String> averages = Files.readAllLines(out.resolve("averages.csv"));
		assertEquals(List.of("cSVD,literature", "Tikhonov,literature", "cSVD,calibrated", "Tikhonov,calibrated"), averages.subList(1, averages.size()).stream().map(line -> line.replaceFirst(",([a-z]+),.*", ",$1")).toList());
		assertEquals(1 + 33 * 4, Files.readAllLines(out.resolve("conditions.csv")).size());
		assertTrue((call.out() + call.err()).contains("paper: network"), "the comparison is printed");
		assertTrue((call.out() + call.err()).contains("n=2 curves in each condition are few"));
		assertTrue(Files.readString(out.resolve("parameters.json")).contains("\"seed\": \"1\""));
		// again: the same scores, and no overwriting without leave
		assertEquals(1, evaluate("methods=cSVD,Tikhonov", "n=2", "output=" + out).code());
		final Path again = folder.resolve("again");
		assertEquals(0, evaluate("methods=cSVD,Tikhonov", "n=2", "aif_width=both", "output=" + again).code());
		assertEquals(withoutTimes(averages), withoutTimes(Files.readAllLines(again.resolve("averages.csv"))));
	}

	/** An untrained network: small weights, always the same. */
	private Path network(final String name, final boolean spread) throws Exception {
		final ResidueDesign design = new TransformerDesign(8, 2, 1, 8, 4, List.of(), spread);
		final float[] weights = new float[design.graph().parameters()];
		for (int i = 0; i < weights.length; i++)
			weights[i] = 0.1f * (float) Math.sin(i);
		final Path file = folder.resolve(name + ".residue");
		ResidueModelFile.write(new ResidueModel(design, weights, 1, 1, Map.of()), file);
		return file;
	}

	@Test
	void networksAreComparedWithDeconvolutionsAndWithEachOther() throws Exception {
		final Path out = folder.resolve("networks");

		final CommandLineCall call = evaluate("methods=cSVD,residue:" + network("sure", true) + ",residue:" + network("plain", false), "n=2", "device=cpu", "output=" + out);

		assertEquals(0, call.code(), call.err());
		assertEquals(Set.of("averages.csv", "conditions.csv", "against_deconvolution.csv", "report.md", "parameters.json", "cbf_rmse_calibrated.png", "bad_rmse_calibrated.png", "cbf_ratio_calibrated.png", "local_aif_r_calibrated.png", "cbf_coverage_calibrated.png",
			"bad_coverage_calibrated.png"), files(out));
		final List<String> averages = Files.readAllLines(out.resolve("averages.csv"));
		final List<String> columns = List.of(averages.get(0).split(","));
		final List<String> sure = List.of(averages.get(2).split(",", -1));
		final List<String> plain = List.of(averages.get(3).split(",", -1));
		assertEquals("residue:sure", sure.get(0));
		assertEquals("residue:plain", plain.get(0));
		assertTrue(Double.isFinite(Double.parseDouble(sure.get(columns.indexOf("local_aif_r")))) && Double.isFinite(Double.parseDouble(plain.get(columns.indexOf("local_aif_r")))));
		final double coverage = Double.parseDouble(sure.get(columns.indexOf("bad_coverage")));
		assertTrue(coverage >= 0 && coverage <= 1, sure.toString());
		assertEquals("", plain.get(columns.indexOf("bad_coverage")), "this network knows no standard deviations");
		assertEquals(1 + 2 * 33, Files.readAllLines(out.resolve("against_deconvolution.csv")).size());
		assertTrue(Files.readString(out.resolve("report.md")).contains("### residue:sure, calibrated AIF width"));
	}

	@Test
	void curvesOfTheTrainingPriorAreOneCondition() throws Exception {
		final Path out = folder.resolve("prior");

		final CommandLineCall call = evaluate("methods=cSVD", "n=5", "prior=broad", "output=" + out);

		assertEquals(0, call.code(), call.err());
		final List<String> conditions = Files.readAllLines(out.resolve("conditions.csv"));
		assertEquals(2, conditions.size());
		assertTrue(conditions.get(1).startsWith("7,Training prior,,broad,cSVD,calibrated,"), conditions.get(1));
		assertTrue(Files.readString(out.resolve("report.md")).contains("CurvePrior.broad"));
	}

	/** @return the lines without their eighth cell */
	private static List<String> withoutTimes(final List<String> lines) {
		return lines.stream().map(line -> line.replaceFirst("^((?:[^,]*,){7})[^,]*", "$1")).toList();
	}

	@Test
	void phantomsGiveTablesPlotsAndReport() throws Exception {
		final Path out = folder.resolve("phantoms");

		final CommandLineCall call = evaluate("set=phantom", "seeds=1-1", "methods=cSVD", "estimators=auto,truth", "slices=2", "frames=40", "frame_interval_s=1.5", "occlusion=left_M1", "output=" + out);

		assertEquals(0, call.code(), call.err());
		assertEquals(Set.of("vascular.csv", "maps.csv", "residue_functions.csv", "lesions.csv", "lesion_summary.csv", "lesion_roc.csv", "runs.csv", "report.md", "parameters.json", "vascular.png", "map_errors.png", "estimate_CBF.png", "estimate_CBV.png", "estimate_MTT.png", "estimate_BAD.png", "estimate_Tmax.png", "residue_functions.png", "lesions.png", "lesion_roc.png"), files(
			out));
		final List<String> vascular = Files.readAllLines(out.resolve("vascular.csv"));
		assertEquals(1 + 2 * (3 + 2), vascular.size(), "raters, their comparison and two estimators");
		assertTrue(vascular.stream().anyMatch(line -> line.startsWith("1,VOF,rater1-rater2,")), vascular.toString());
		assertTrue(vascular.stream().anyMatch(line -> line.startsWith("1,AIF,truth,") && line.contains(",left_M1,2,40,")), vascular.toString());
		assertEquals(1 + 2 * 5 * 7, Files.readAllLines(out.resolve("maps.csv")).size());
		assertEquals(1 + 2 * 7, Files.readAllLines(out.resolve("residue_functions.csv")).size());
		final List<String> lesions = Files.readAllLines(out.resolve("lesions.csv"));
		assertTrue(lesions.get(1).startsWith("1,truth,,"), "ceilings come first: " + lesions);
		for (final String estimator : List.of("auto", "truth"))
			assertTrue(lesions.stream().anyMatch(line -> line.startsWith("1,cSVD," + estimator + ",rcbf,left,")), lesions.toString());
		assertTrue(Files.readString(out.resolve("report.md")).contains("### Ceilings"));
		assertTrue(Files.readString(out.resolve("parameters.json")).contains("\"phantom_version\""));
		assertTrue(call.err().contains("not all held out"), call.err());
	}

	@Test
	void onlyWhatIsAskedForIsScored() throws Exception {
		final Path out = folder.resolve("lesions");

		final CommandLineCall call = evaluate("set=phantom", "seeds=1-1", "methods=cSVD", "estimators=truth", "slices=2", "frames=40", "frame_interval_s=1.5", "occlusion=left_M1", "rules=rcbf,CBV", "scores=lesions", "output=" + out);

		assertEquals(0, call.code(), call.err());
		assertEquals(List.of("1,truth,,rcbf", "1,truth,,cbv", "1,cSVD,truth,rcbf", "1,cSVD,truth,cbv"), Files.readAllLines(out.resolve("lesions.csv")).stream().skip(1).map(line -> line.replaceAll("^((?:[^,]*,){3}[^,]*).*", "$1")).toList());
		assertEquals(1, Files.readAllLines(out.resolve("maps.csv")).size());
		assertFalse(files(out).contains("map_errors.png"));
		assertTrue(files(out).containsAll(Set.of("lesions.png", "lesion_roc.png")), files(out).toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "set=heads | set must be one of curves, phantom", "methods=oSVD,magic | magic", "methods=, | No method", "n=0 | n must be", "n=1.5 | n must be", "aif_width=wide | aif_width must be", "prior=narrow | prior must be one of paper, wide, broad, published", "methods=residue:/no/such/file.residue | methods=/no/such/file.residue does not exist",
		"set=phantom seeds=9-3 | seeds=9-3", "set=phantom seeds= | seeds= is no range", "set=phantom seeds=x | seeds=x", "set=phantom estimators=oracle | oracle is unknown", "set=phantom estimators=, | No estimator",
		"set=phantom occlusion=M7 | occlusion must be", "set=phantom frames=3 | frames must be 10 to 500", "set=phantom frames=0 | frames must be 10 to 500", "set=phantom frames=many | frames=many", "set=phantom frame_interval_s=-1 | frame_interval_s must be 0.2 to 10",
		"set=phantom slices=100000 | slices must be", "set=phantom motion=4 | motion must be", "set=phantom dose=-1 | dose must be", "set=phantom anatomy=/no/such/folder | is neither built-in nor a folder",
		"set=phantom rules=magic | rules=magic is unknown: use all, none, or some of", "set=phantom rules=, | No lesion rule", "set=phantom rules=none scores=lesions | There is nothing to score", "set=phantom scores=some | scores must be one of all, lesions",
		"set=phantom filter=gaussian smoothing_mm=0 | needs smoothing_mm above 0", "sets=curves | has no parameter" })
	void badParametersAreRefusedBeforeAnythingIsMade(final String arguments, final String reason) {
		final Path out = folder.resolve("out");
		final List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
		all.add("output=" + out);

		final CommandLineCall call = evaluate(all.toArray(String[]::new));

		assertEquals(2, call.code(), call.err());
		assertTrue(call.err().contains(reason), call.err());
		assertFalse(Files.exists(out));
	}

	@Test
	void aNetworkIsLookedForOnceAndClosedOnce() {
		final CommandLineCall failed = CommandLineCall.of("fake_evaluate", "methods=residue", "device=cuda", "n=2", "output=" + folder.resolve("out"));
		assertEquals(2, failed.code(), failed.err());
		assertTrue(failed.err().contains("There is no CUDA here."), failed.err());
		assertEquals(1, ToldMethod.count(ToldMethod.WANTED, failed.err()), failed.err());

		final CommandLineCall done = CommandLineCall.of("fake_evaluate", "methods=cSVD,residue", "n=2", "output=" + folder.resolve("out"));
		assertEquals(0, done.code(), done.err());
		assertEquals(1, ToldMethod.count(ToldMethod.WANTED, done.err()), done.err());
		assertEquals(1, ToldMethod.count(ToldMethod.CLOSED, done.err()), done.err());
	}

	@Test
	void anAtlasFolderWithoutItsVolumesIsRefused() throws Exception {
		final Path atlas = Files.createDirectory(folder.resolve("atlas"));
		final CommandLineCall call = evaluate("set=phantom", "anatomy=" + atlas, "output=" + folder.resolve("out"));
		assertEquals(2, call.code(), call.err());
		assertTrue(call.err().contains("ct_scct"), call.err());
	}

	@Test
	void withoutADisplayThereMustBeAFolder() {
		final CommandLineCall call = evaluate("n=2");
		if (Display.now() == Display.NONE) {
			assertEquals(2, call.code());
			assertTrue(call.err().contains("no display"), call.err());
		}
	}
}
