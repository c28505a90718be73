package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class SeriesSidecarTest {

	@TempDir
	Path folder;

	private Path image;

	/** 1 x 1 voxels, 3 slices, 4 times, 2 s apart. */
	@BeforeEach
	void writeImage() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(1, 1, 3, 4).pixdim(4, 2);
		image = NiftiBytes.file(folder, "ctp.nii.gz", NiftiBytes.gzip(bytes.with(bytes.ramp16(12))));
	}

	private PerfusionSeries readWith(final String json) throws IOException {
		NiftiBytes.text(folder, "ctp.json", json);
		return new NiftiReader().read(image, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
	}

	private String messageFor(final String json) {
		final String message = assertThrows(PerfusionException.class, () -> readWith(json)).getMessage();
		assertTrue(message.contains("ctp.json"), message);
		return message;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{'FrameTimesStart':[0,1,3,7]}|0,1,3,7", "{'VolumeTiming':[0.5,1,3,7.25]}|0.5,1,3,7.25", "{'FrameTimesStart':[0,1,2,3],'VolumeTiming':[0,5,6,7]}|0,1,2,3",
		"{'FrameDuration':[1,2,4,8]}|0,1,3,7", "{'FrameDuration':1.5}|0,1.5,3,4.5", "{'RepetitionTime':1.25,'FrameDuration':0.4}|0,1.25,2.5,3.75", "{'RepetitionTime':1.25,'FrameTimesStart':[0,1,3,7]}|0,1,3,7",
		"{'Manufacturer':'X'}|0,2,4,6" })
	void timesInTheirOrderOfPrecedence(final String json, final String expected) throws IOException {
		final double[] times = java.util.Arrays.stream(expected.split(",")).mapToDouble(Double::parseDouble).toArray();
		final PerfusionSeries series = readWith(json.replace('\'', '"'));
		assertArrayEquals(times, series.times().times(0), 1e-12);
		assertTrue(series.times().sameForAllSlices());
	}

	@Test
	void slicesHaveTimesOfTheirOwn() throws IOException {
		final PerfusionSeries offsets = readWith("{\"SliceTiming\":[0,1,0.5]}");
		assertArrayEquals(new double[] { 0, 2, 4, 6 }, offsets.times().times(0));
		assertArrayEquals(new double[] { 1, 3, 5, 7 }, offsets.times().times(1));
		assertArrayEquals(new double[] { 0.5, 2.5, 4.5, 6.5 }, offsets.times().times(2));
		final PerfusionSeries reversed = readWith("{\"SliceTiming\":[0,1,0.5],\"SliceEncodingDirection\":\"k-\",\"FrameTimesStart\":[0,2,5,8]}");
		assertArrayEquals(new double[] { 0.5, 2.5, 5.5, 8.5 }, reversed.times().times(0));
		assertArrayEquals(new double[] { 0, 2, 5, 8 }, reversed.times().times(2));
		final PerfusionSeries own = readWith("{\"FrameTimesStart\":[0,1,2,3],\"SliceFrameTimesStart\":[[0,1,2,4],[0,1,3,4],[0,2,3,4]]}");
		assertArrayEquals(new double[] { 0, 2, 3, 4 }, own.times().times(2));
		assertTrue(readWith("{\"SliceTiming\":[0.1,0.1,0.1]}").times().sameForAllSlices());
	}

	@Test
	void optionWinsOverTheSidecar() throws IOException {
		NiftiBytes.text(folder, "ctp.json", "{\"FrameTimesStart\":[0,1]}");
		final PerfusionSeries series = new NiftiReader().read(image, new ReadOptions("", 3, 0, ReadOptions.PlaneOrder.SLICES_FIRST, Optional.of(SignalType.CONCENTRATION)), WorkMonitor.SILENT);
		assertArrayEquals(new double[] { 0, 3, 6, 9 }, series.times().times(0));
	}

	@Test
	void intervalThatDisagreesWithTheHeaderIsLogged() throws IOException {
		NiftiBytes.text(folder, "ctp.json", "{\"RepetitionTime\":1.25}");
		final MonitorLog log = new MonitorLog();
		new NiftiReader().read(image, ReadOptions.FROM_FILE, log);
		assertTrue(log.lines().stream().anyMatch(line -> line.contains("sidecar says 1.25") && line.contains("header 2.0")), log.lines().toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{'FrameTimesStart':[0,1,3]}|has 3 numbers, but the image has 4 frames", "{'FrameTimesStart':[0,1,1,3]}|does not increase: frame 3", "{'FrameTimesStart':[-1,0,1,3]}|is negative",
		"{'FrameTimesStart':[0,1,'x',3]}|number 3", "{'FrameTimesStart':[0,1,null,3]}|number 3", "{'FrameTimesStart':[0,1,NaN,3]}|number 3", "{'FrameTimesStart':1}|must be a list of 4 numbers",
		"{'VolumeTiming':[3,2,1,0]}|does not increase", "{'FrameDuration':[1,0,1,1]}|does not increase", "{'RepetitionTime':0}|is 0", "{'RepetitionTime':-2}|is negative", "{'SliceTiming':[0,1]}|has 2 numbers, but the image has 3 slices",
		"{'SliceTiming':[0,500,1000]}|must be in seconds", "{'SliceTiming':[0,1,0.5],'SliceEncodingDirection':'j'}|third axis", "{'SliceFrameTimesStart':[[0,1,2,3]]}|each of the 3 slices",
		"{'SliceFrameTimesStart':[[0,1,2,3],[0,1,2,3],[0,2,1,3]]}|of slice 3 does not increase", "{'SliceFrameTimesStart':[[0,1,2,3],[0,1,2],[0,1,2,3]]}|of slice 2 has 3 numbers", "[1,2]|does not hold a JSON object",
		"{'FrameTimesStart':[0,1|not valid JSON" })
	void whatIsWrongIsNamed(final String json, final String part) {
		final String message = messageFor(json.replace('\'', '"'));
		assertTrue(message.contains(part), message);
	}

	@Test
	void emptySidecarIsNamed() {
		messageFor("");
	}

	@Test
	void signalAndEchoTime() throws IOException {
		assertEquals(SignalType.MR, readWith("{\"Modality\":\"MR\"}").signal());
		assertEquals(SignalType.CT, readWith("{\"Modality\":\"CT\"}").signal());
		assertEquals(SignalType.MR, readWith("{\"EchoTime\":0.03}").signal());
		assertEquals(SignalType.CT, readWith("{}").signal());
		assertEquals(SignalType.CONCENTRATION, readWith("{\"SignalType\":\"concentration\",\"Modality\":\"CT\"}").signal());
		assertEquals(30, SeriesSidecar.read(NiftiBytes.text(folder, "ctp.json", "\ufeff{\"EchoTime\":0.03}")).echoTimeMs().get(), 1e-12);
		assertEquals(30, SeriesSidecar.beside(image).get().echoTimeMs().get(), 1e-12);
		assertTrue(SeriesSidecar.beside(folder.resolve("other.nii")).isEmpty());
	}
}
