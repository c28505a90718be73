package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.WorkMonitor;

/** The command {@code residue} with models that users give, the real engines behind it. */
class ResidueModelTest {

	private static final String COMMAND = "residue";
	/** Whatever is wrong with a model is told before the series is read. */
	private static final Path NO_SERIES = Path.of("no such series.nii");

	@TempDir
	private static Path folder;

	private static Path model;

	@BeforeAll
	static void write() throws Exception {
		model = SmallResidueModel.write(folder.resolve("small.residue"));
	}

	@Test
	void aModelOfTheUserMakesMapsThatKeepTheirConstraints() throws Exception {
		final Path input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
		final Deconvolved result = Deconvolved.by(COMMAND, input, folder.resolve("maps"), "model=" + model, "device=cpu", "residue=true", "localaif=true", "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none");
		final float[] mask = result.map("mask").plane(0);
		for (final String map : List.of("CBF", "BAD", "CBF_sd", "BAD_sd")) {
			final float[] values = result.map(map).plane(0);
			for (int i = 0; i < mask.length; i++)
				assertTrue(mask[i] == 0 ? values[i] == 0 : values[i] >= 0 && Float.isFinite(values[i]), map);
		}
		final float[] cbf = result.map("CBF").plane(0);
		final float[][] residue = planes(result.folder().resolve("residue.nii.gz"));
		for (int i = 0; i < mask.length; i++) {
			assertEquals(cbf[i], 6000 * residue[0][i], 1e-3 * cbf[i]);
			for (int k = 1; k < residue.length; k++)
				assertTrue(residue[k][i] >= 0 && residue[k][i] <= residue[k - 1][i], "R(t) never rises");
		}
		for (final float[] frame : planes(result.folder().resolve("local_aif.nii.gz")))
			for (final float value : frame)
				assertTrue(value >= 0 && Float.isFinite(value));
		final Map<String, String> resolved = result.texts("resolved");
		assertEquals("network", resolved.get("method"));
		assertTrue(resolved.get("engine").contains("CPU"), resolved.get("engine"));
		assertEquals("transformer", resolved.get("design"));
		assertEquals("not at all", resolved.get("model_trained"));
		assertTrue(resolved.containsKey("weights_sha256"), resolved.toString());
		assertTrue(result.messages().contains("Networks run on " + resolved.get("engine")), result.messages());
	}

	@Test
	void framesThatNoNetworkWasTrainedForAreTold() throws Exception {
		final Path input = SampleFiles.nifti(folder.resolve("slow.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
		final double[] aif = SampleFiles.sample().aif().values();
		final Path slow = SampleFiles.curves(folder.resolve("slow.csv"), new TimeCurve(new TimeGrid(0, 4, aif.length), aif), Optional.empty());
		final Deconvolved result = Deconvolved.by(COMMAND, input, folder.resolve("slow"), "model=" + model, "device=cpu", "maps=CBF", "frame_interval_s=4", "aif=" + slow, "vof=none", "partial_volume=none");
		final String warning = result.warnings().stream().filter(text -> text.contains("The frames are 4")).findFirst().orElseThrow();
		assertTrue(warning.contains("trained for 0.5 to 3 s") && warning.contains("used all the same"), warning);
		assertTrue(result.table("summary.csv").get("warnings").get(0).contains(warning));
		assertTrue(result.messages().contains("Warning: " + warning), result.messages());
	}

	private static float[][] planes(final Path file) throws Exception {
		final PerfusionSeries series = new NiftiReader().read(file, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		final float[][] planes = new float[series.frames()][series.grid().planeSize()];
		for (int t = 0; t < planes.length; t++)
			series.planes().read(0, t, planes[t]);
		return planes;
	}

	@Test
	void damagedModelsAreRefused() throws Exception {
		final byte[] whole = Files.readAllBytes(model);
		refused("cut.residue", Arrays.copyOf(whole, whole.length / 2));
		refused("text.residue", "no model".getBytes());
		refused("empty.residue", new byte[0]);
		final byte[] flipped = whole.clone();
		flipped[whole.length / 2] ^= 0x55;
		refused("flipped.residue", flipped);
		refused("other.residue", Files.readAllBytes(Path.of("src/main/resources/org/perfusionj/network/aifnet/aif.aifnet")));
	}

	private static void refused(final String name, final byte[] bytes) throws Exception {
		Deconvolved.refusedBy(COMMAND, 1, NO_SERIES, folder.resolve("out " + name), List.of("model=" + Files.write(folder.resolve(name), bytes)), name);
	}

	@Test
	void whatTheModelOrTheMachineCannotDoIsToldBeforeTheSeriesIsRead() throws Exception {
		final Path plain = SmallResidueModel.write(folder.resolve("plain.residue"), false);
		Deconvolved.refusedBy(COMMAND, 1, NO_SERIES, folder.resolve("unsure"), List.of("model=" + plain), "does not estimate standard deviations", "uncertainty=false");
		Deconvolved.refusedBy(COMMAND, 1, NO_SERIES, folder.resolve("cuda"), List.of("model=" + model, "device=cuda"), "device=cuda", "docs/networks.md", "device=cpu");
	}
}
