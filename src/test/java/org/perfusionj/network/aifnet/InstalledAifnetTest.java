package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Which model is opened. */
class InstalledAifnetTest {

	private static final InputSpec SPEC = new InputSpec(6, 2, 4, 1.8, 5);
	private static final Set<Vessel> BOTH = EnumSet.allOf(Vessel.class);

	private final AifnetModel aif = SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 1);
	private final AifnetModel vof = SampleModels.model(Vessel.VOF, AifnetKind.PROBABILITY, SPEC, 2);
	private final InstalledAifnet installed = new InstalledAifnet((device, monitor) -> new ReferenceEngine());

	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void write() throws IOException {
		file = folder.resolve("my artery.aifnet");
		AifnetModelFile.write(aif, file);
	}

	private String refused(final Set<Vessel> vessels, final Path model) {
		return assertThrows(PerfusionException.class, () -> installed.open(vessels, Optional.of(model), EngineChoice.on(Device.CPU), WorkMonitor.SILENT)).getMessage();
	}

	@Test
	void aFolderHoldsAModelForEachVessel() throws IOException {
		AifnetModelFile.write(aif, folder.resolve("aif.aifnet"));
		AifnetModelFile.write(vof, folder.resolve("vof.aifnet"));
		try (AifnetFinder finder = installed.open(BOTH, Optional.of(folder), EngineChoice.on(Device.CPU), WorkMonitor.SILENT)) {
			assertEquals(AifnetModelFile.checksum(aif), finder.facts(Vessel.AIF).get("weights_sha256"));
			assertEquals(AifnetModelFile.checksum(vof), finder.facts(Vessel.VOF).get("weights_sha256"));
			assertEquals("10000-10699", finder.facts(Vessel.VOF).get("model_seeds"));
		}
		assertArrayEquals(vof.weights(), InstalledAifnet.given("start", Vessel.VOF, BOTH, folder).weights());
	}

	@Test
	void aFileIsForTheOneVesselThatIsWanted() throws IOException {
		assertArrayEquals(aif.weights(), InstalledAifnet.given("model", Vessel.AIF, EnumSet.of(Vessel.AIF), file).weights());
		assertTrue(refused(BOTH, file).startsWith("model=" + file + " is one model, but both AIF and VOF are wanted."));
		final String other = refused(EnumSet.of(Vessel.VOF), file);
		assertTrue(other.contains("finds the AIF, not the VOF"), other);
	}

	@Test
	void aFolderWithoutTheModelIsSaid() throws IOException {
		AifnetModelFile.write(vof, folder.resolve("vof.aifnet"));
		final String message = refused(BOTH, folder);
		assertTrue(message.contains(folder + " has no aif.aifnet"), message);
	}

	@Test
	void aFolderWithModelsOfTheWrongVesselIsSaid() throws IOException {
		Files.copy(file, folder.resolve("vof.aifnet"));
		final String message = refused(EnumSet.of(Vessel.VOF), folder);
		assertTrue(message.contains("finds the AIF, not the VOF"), message);
	}
}
