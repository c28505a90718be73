package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ij.gui.Roi;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.TestPhantoms;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;

/** Folders of small annotated scans as a user may have them. The scans are small phantoms, each made once in a JVM. */
public final class OwnScans {

	private static final Map<Long, Phantom> MADE = new ConcurrentHashMap<>();

	private OwnScans() {}

	/** @return the scan of a seed: 96 x 96 x 2 voxels of 2.4 mm, 40 frames of 1.5 s */
	static Phantom phantom(final long seed) {
		return MADE.computeIfAbsent(seed, its -> TestPhantoms.create(its, Occlusion.LEFT_M1, TestPhantoms.small(1, 0), 2));
	}

	/** @return the voxel that rater 1 chose */
	static Voxel voxel(final VesselTruth truth) {
		return truth.raters().get(0).voxel();
	}

	/** Writes scans p1.nii.gz, p2.nii.gz, ... of the seeds from 1 to count. */
	static Path write(final Path folder, final int count) throws IOException {
		Files.createDirectories(folder);
		for (int n = 1; n <= count; n++)
			SampleFiles.nifti(folder.resolve("p" + n + ".nii.gz"), phantom(n).series());
		return folder;
	}

	/** Writes scans with ROIs AIF and VOF beside each, of the voxel that rater 1 chose. */
	public static Path withRois(final Path folder, final int count) throws IOException {
		write(folder, count);
		for (int n = 1; n <= count; n++)
			rois(folder.resolve("p" + n + ".zip"), new Region("AIF", List.of(voxel(phantom(n).truth().aif()))), new Region("VOF", List.of(voxel(phantom(n).truth().vof()))));
		return folder;
	}

	/** Writes scans with one table of the same voxels. */
	static Path withTable(final Path folder, final int count) throws IOException {
		write(folder, count);
		final StringBuilder table = new StringBuilder("scan,vessel,x,y,z\n");
		for (int n = 1; n <= count; n++)
			for (final VesselTruth truth : List.of(phantom(n).truth().aif(), phantom(n).truth().vof()))
				table.append("p" + n + ".nii.gz," + truth.vessel() + "," + voxel(truth).x() + "," + voxel(truth).y() + "," + (voxel(truth).z() + 1) + "\n");
		Files.writeString(folder.resolve("annotations.csv"), table);
		return folder;
	}

	/** Writes point ROIs. */
	static void rois(final Path file, final Region... regions) throws IOException {
		final List<Roi> rois = new ArrayList<>();
		for (final Region region : regions)
			rois.addAll(RoiRegions.points(region));
		RoiFiles.write(rois, file);
	}
}
