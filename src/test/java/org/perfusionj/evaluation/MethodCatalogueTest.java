package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class MethodCatalogueTest {

	/** Every network that was asked for. */
	private final List<Optional<String>> asked = new ArrayList<>();
	private final MethodCatalogue catalogue = new MethodCatalogue(1, 1, file -> {
		asked.add(file);
		return new SampleMethods.Network("a network");
	});

	private List<String> names(final String text) {
		return catalogue.methods(text, WorkMonitor.SILENT).stream().map(PerfusionMethod::name).toList();
	}

	@Test
	void findsMethodsByName() {
		assertEquals(List.of("sSVD", "cSVD", "oSVD", "Tikhonov", "Tikhonov_circulant", "residue"), catalogue.names());
		assertEquals(List.of("oSVD", "Tikhonov_circulant"), names(" osvd; tikhonov_CIRCULANT,oSVD"));
		assertEquals(List.of(), asked, "a network is not opened unless it is asked for");
		assertEquals("circulant", catalogue.methods("Tikhonov_circulant", WorkMonitor.SILENT).get(0).parameters().get("matrix"));
		assertEquals("1.0", catalogue.methods("sSVD", WorkMonitor.SILENT).get(0).parameters().get("kappa"));
		assertMessage("methods=svd is unknown: use all, or some of sSVD, cSVD", () -> names("svd"));
		assertMessage("methods=residue: is unknown", () -> names("residue:"));
		assertMessage("No method", () -> names(" , "));
	}

	@Test
	void severalNetworksAreComparedInOneRun() {
		assertEquals(List.of("residue", "cSVD", "residue:Wide.v2", "residue:B/Wide.v2.residue", "residue:paper"), names("Residue,csvd,RESIDUE:A/Wide.v2.residue,residue:B/Wide.v2.residue,residue,residue:C:\\nets\\paper.residue,residue:A/Wide.v2.residue"));
		assertEquals(List.of(Optional.empty(), Optional.of("A/Wide.v2.residue"), Optional.of("B/Wide.v2.residue"), Optional.of("C:\\nets\\paper.residue")), asked, "each is opened once");
	}

	@Test
	void allIncludesTheNetworkIfThereIsOne() {
		assertEquals(catalogue.names(), names("all"));

		final MonitorLog log = new MonitorLog();
		final List<PerfusionMethod> without = SampleMethods.withoutNetwork(1).methods("ALL", log);

		assertEquals(List.of("sSVD", "cSVD", "oSVD", "Tikhonov", "Tikhonov_circulant"), without.stream().map(PerfusionMethod::name).toList());
		assertTrue(log.says("Warning: methods=all leaves out residue. The network libraries are not installed."), log.toString());
		assertMessage("not installed", () -> SampleMethods.withoutNetwork(1).methods("oSVD,residue", WorkMonitor.SILENT));
	}

	@Test
	void knowsWhatIsADeconvolution() {
		assertTrue(MethodCatalogue.isDeconvolution("oSVD") && MethodCatalogue.isDeconvolution("Tikhonov_circulant"));
		assertFalse(MethodCatalogue.isDeconvolution("residue") || MethodCatalogue.isDeconvolution("residue:paper"));
	}

	private static void assertMessage(final String part, final Executable work) {
		final String message = assertThrows(PerfusionException.class, work).getMessage();
		assertTrue(message.contains(part), message);
	}
}
