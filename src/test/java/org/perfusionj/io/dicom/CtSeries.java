package org.perfusionj.io.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the files of a small classic CT series, 4 x 3 samples, sample = 100 * time + 10 * slice + x + 4 * y, in which tests
 * change what they are about. One image each second from 10:00:00.25 on, slices 5 mm apart from z = 30 mm on.
 */
final class CtSeries {

	static final int WIDTH = 4;
	static final int HEIGHT = 3;

	/** Changes the image of one slice and time before it is written. */
	interface Change {

		void apply(DicomBuilder image, int z, int t);
	}

	private final String uid;
	private final int slices;
	private final int times;
	private Change change = (image, z, t) -> {};

	CtSeries(final String uid, final int slices, final int times) {
		this.uid = uid;
		this.slices = slices;
		this.times = times;
	}

	CtSeries with(final Change next) {
		final Change before = change;
		change = (image, z, t) -> {
			before.apply(image, z, t);
			next.apply(image, z, t);
		};
		return this;
	}

	static short[] samples(final int z, final int t) {
		final short[] samples = new short[WIDTH * HEIGHT];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (short) (100 * t + 10 * z + i);
		return samples;
	}

	DicomBuilder image(final int z, final int t) {
		final int number = 1 + z + slices * t;
		final DicomBuilder image = new DicomBuilder().put(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL").put(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2").put(0x00080018, "UI", uid + "." + number).put(0x00080022, "DA", "20200102").put(
			0x00080032, "TM", String.format(Locale.ROOT, "1000%05.2f", t + 0.25)).put(0x00080060, "CS", "CT").put(0x0008103e, "LO", "Perfusion").put(0x0020000d, "UI", "1.2.3").put(0x0020000e, "UI", uid).put(0x00200011, "IS", "5").put(
				0x00200013, "IS", "" + number).put(0x00200032, "DS", String.format(Locale.ROOT, "-10.5\\20.25\\%d", 30 + 5 * z)).put(0x00200037, "DS", "1\\0\\0\\0\\1\\0").us(0x00280002, 1).put(0x00280004, "CS", "MONOCHROME2").us(
					0x00280010, HEIGHT).us(0x00280011, WIDTH).put(0x00280030, "DS", "0.5\\0.75").us(0x00280100, 16).us(0x00280101, 16).us(0x00280102, 15).us(0x00280103, 0).put(0x00281052, "DS", "-1024").put(0x00281053, "DS", "1").put(
						0x7fe00010, "OW", samples(z, t));
		change.apply(image, z, t);
		return image;
	}

	/** Writes the files under names that say nothing about their order. @return the files by slice and time */
	Path[][] write(final Path folder) throws IOException {
		final List<Integer> names = new ArrayList<>();
		for (int i = 0; i < slices * times; i++)
			names.add(i);
		Collections.shuffle(names, new Random(7));
		final Path[][] files = new Path[slices][times];
		for (int z = 0; z < slices; z++)
			for (int t = 0; t < times; t++)
				files[z][t] = image(z, t).write(folder.resolve(uid + "-" + names.get(z + slices * t)), DicomBuilder.EXPLICIT);
		return files;
	}
}
