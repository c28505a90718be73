package org.perfusionj.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.perfusionj.series.PerfusionSeries;

/** Writes a CT series as a DICOM folder for tests of other rooms. */
public final class DicomSeriesFiles {

	private DicomSeriesFiles() {}

	/**
	 * @param series whole HU, oriented like the DICOM axes (x to the patient's left, y to posterior) with an affine without rotation
	 * @param folder filled with one file for each slice and time, under names that say nothing about their order
	 */
	public static void write(final PerfusionSeries series, final Path folder) throws IOException {
		Files.createDirectories(folder);
		final double[] ras = series.grid().orientation().affine();
		final int slices = series.grid().slices();
		final List<Integer> names = new ArrayList<>();
		for (int i = 0; i < slices * series.frames(); i++)
			names.add(i);
		Collections.shuffle(names, new Random(5));
		final float[] plane = new float[series.grid().planeSize()];
		for (int z = 0; z < slices; z++)
			for (int t = 0; t < series.frames(); t++) {
				series.planes().read(z, t, plane);
				final short[] stored = new short[plane.length];
				for (int i = 0; i < plane.length; i++)
					stored[i] = (short) (Math.round(plane[i]) + 1024);
				final int number = 1 + z + slices * t;
				final double seconds = series.times().time(z, t);
				new DicomBuilder().put(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL").put(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2").put(0x00080018, "UI", "1.2.3.4." + number).put(0x00080022, "DA", "20200102").put(0x00080032, "TM",
					String.format(Locale.ROOT, "10%02d%06.3f", (int) seconds / 60, seconds % 60)).put(0x00080060, "CS", "CT").put(0x0008103e, "LO", "Perfusion").put(0x0020000d, "UI", "1.2.3").put(0x0020000e, "UI", "1.2.3.4").put(0x00200011,
						"IS", "5").put(0x00200013, "IS", "" + number).put(0x00200032, "DS", -ras[3] + "\\" + -ras[7] + "\\" + (ras[11] + ras[10] * z)).put(0x00200037, "DS", "1\\0\\0\\0\\1\\0").put(0x00180050, "DS", "" + series.grid()
							.spacingZ()).us(0x00280002, 1).put(0x00280004, "CS", "MONOCHROME2").us(0x00280010, series.grid().height()).us(0x00280011, series.grid().width()).put(0x00280030, "DS", series.grid().spacingY() + "\\" + series
								.grid().spacingX()).us(0x00280100, 16).us(0x00280101, 16).us(0x00280102, 15).us(0x00280103, 1).put(0x00281052, "DS", "-1024").put(0x00281053, "DS", "1").put(0x7fe00010, "OW", stored).write(folder.resolve(
									"IM" + names.get(number - 1)), DicomBuilder.EXPLICIT);
			}
	}
}
