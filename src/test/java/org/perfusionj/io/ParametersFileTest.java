package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class ParametersFileTest {

	/** SHA-256 of "abc" and of nothing, from FIPS 180-2 and RFC 6234. */
	private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	@TempDir
	Path folder;

	@Test
	void everythingIsInTheFile() throws IOException {
		// SETUP
		final Path input = NiftiBytes.text(folder, "ctp.txt", "abc");
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("method", "oSVD");
		parameters.put("aif", "C:\\cases\\\"a\" <b>.csv");
		final OffsetDateTime before = OffsetDateTime.now().minusSeconds(2);

		// EXECUTE
		final Path path = folder.resolve("parameters.json");
		new ParametersFile("deconvolve", parameters, Map.of("matrix", "circulant"), List.of(InputFile.of("input", input, WorkMonitor.SILENT)), List.of("the AIF is cut off"), List.of("CBF.nii.gz")).write(path);

		// VERIFY
		final JsonObject json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
		assertTrue(json.get("research_use_only").getAsBoolean());
		assertEquals("deconvolve", json.get("command").getAsString());
		assertEquals(List.of("method", "aif"), List.copyOf(json.getAsJsonObject("parameters").keySet()));
		assertEquals("C:\\cases\\\"a\" <b>.csv", json.getAsJsonObject("parameters").get("aif").getAsString());
		assertEquals("circulant", json.getAsJsonObject("resolved").get("matrix").getAsString());
		assertEquals("PerfusionJ", json.getAsJsonObject("software").get("name").getAsString());
		assertFalse(json.getAsJsonObject("software").get("version").getAsString().isEmpty());
		final JsonObject entry = json.getAsJsonArray("inputs").get(0).getAsJsonObject();
		assertEquals("input", entry.get("role").getAsString());
		assertEquals(input.toString(), entry.get("path").getAsString());
		assertEquals(ABC, entry.get("sha256").getAsString());
		assertEquals("the AIF is cut off", json.getAsJsonArray("warnings").get(0).getAsString());
		assertEquals("CBF.nii.gz", json.getAsJsonArray("outputs").get(0).getAsString());
		assertTrue(OffsetDateTime.parse(json.get("written").getAsString()).isAfter(before));
		assertTrue(json.get("java").getAsString().startsWith(System.getProperty("java.version")));
		assertTrue(json.get("os").getAsString().startsWith(System.getProperty("os.name")));
	}

	@Test
	void checksumOfAFolderDependsOnNamesAndContentsOnly() throws IOException {
		// SETUP: with "sub" sorted by bytes: B, a, sub/x
		final Path sub = Files.createDirectories(folder.resolve("dicom/sub"));
		NiftiBytes.text(sub, "x", "");
		NiftiBytes.text(sub.getParent(), "a", "abc");
		NiftiBytes.text(sub.getParent(), "B", "");
		final Path listing = NiftiBytes.text(folder, "listing", NOTHING + "  B\n" + ABC + "  a\n" + NOTHING + "  sub/x\n");

		// EXECUTE
		final String found = InputFile.of("input", sub.getParent(), WorkMonitor.SILENT).sha256();

		// VERIFY
		assertEquals(InputFile.of("", listing, WorkMonitor.SILENT).sha256(), found);
		Files.move(sub.resolve("x"), sub.resolve("y"));
		assertNotEquals(found, InputFile.of("input", sub.getParent(), WorkMonitor.SILENT).sha256());
	}

	@Test
	void filesThatBelongToAnImageAreIncluded() throws IOException {
		final NiftiBytes bytes = new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN, true, 4, 16, 1, 1, 1, 10);
		final Path header = NiftiBytes.file(folder, "ctp.hdr", bytes.with(new byte[0]));
		final Path image = NiftiBytes.file(folder, "ctp.img", bytes.ramp16(10));
		final Path sidecar = NiftiBytes.text(folder, "ctp.json", "{}");
		assertEquals(List.of(header, image, sidecar), InputFile.allOf("input", header, WorkMonitor.SILENT).stream().map(InputFile::path).toList());
		assertEquals(List.of(image, header, sidecar), InputFile.allOf("input", image, WorkMonitor.SILENT).stream().map(InputFile::path).toList());
		assertEquals(1, InputFile.allOf("input", sidecar, WorkMonitor.SILENT).size());
		final Path tiff = NiftiBytes.text(folder, "ctp.tif", "a TIFF");
		assertEquals(List.of(tiff, sidecar), InputFile.allOf("input", tiff, WorkMonitor.SILENT).stream().map(InputFile::path).toList());
	}

	@Test
	void checksumStopsOnCancelAndNamesMissingFiles() throws IOException {
		final Path input = NiftiBytes.text(folder, "ctp.txt", "abc");
		final WorkMonitor cancelled = MonitorLog.cancelled();
		assertThrows(CancellationException.class, () -> InputFile.of("input", input, cancelled));
		assertThrows(CancellationException.class, () -> InputFile.of("input", folder, cancelled));
		assertTrue(assertThrows(PerfusionException.class, () -> InputFile.of("aif", folder.resolve("none"), WorkMonitor.SILENT)).getMessage().contains("none (aif)"));
	}

	@Test
	void versionIsNeverEmpty() {
		assertEquals("PerfusionJ", SoftwareVersion.current().name());
		assertFalse(SoftwareVersion.current().version().isBlank());
	}
}
