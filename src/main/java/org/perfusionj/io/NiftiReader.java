package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Reads dynamic series from NIfTI-1 and NIfTI-2 files (.nii, .nii.gz, .hdr with .img), either byte order. Samples of 8 and
 * 16 bit and of 32 bit floating point stay as they are stored, in the order in which they are stored (nothing is
 * flipped); wider types become floats, with the scaling applied. Frame times come from, in the order of
 * {@link SeriesMetadata}, {@link ReadOptions#frameIntervalS()}; the JSON sidecar ({@link SeriesSidecar}); pixdim[4] and
 * toffset of the header (without a time unit these are seconds, or milliseconds if pixdim[4] is larger than 100).
 */
public final class NiftiReader implements SeriesReader {

	/** A stack is offered for reordering into this many frames at most. */
	private static final int MOST_FRAMES_OFFERED = 400;

	@Override
	public String name() {
		return "NIfTI";
	}

	@Override
	public boolean canRead(final Path path) {
		return NiftiFile.looksLikeNifti(path);
	}

	@Override
	public List<SeriesEntry> list(final Path path, final WorkMonitor monitor) throws IOException {
		final NiftiFile file = NiftiFile.open(path);
		final NiftiHeader header = file.header();
		final long frames = frameAxis(file) == 0 ? 1 : header.size(frameAxis(file));
		final String sizes = header.size(1) + " x " + header.size(2) + ", " + (frames > 1 ? header.size(3) + " slices x " + frames + " frames" : header.size(3) + " planes, no time");
		return List.of(new SeriesEntry("", "NIfTI-" + header.version() + " " + header.type().key() + ", " + sizes + ", '" + file.name() + "'", frames > 1));
	}

	@Override
	public PerfusionSeries read(final Path path, final ReadOptions options, final WorkMonitor monitor) throws IOException {
		final NiftiFile file = NiftiFile.open(path);
		final NiftiHeader header = file.header();
		final StackLayout layout = layout(file, options);
		final SeriesMetadata metadata = SeriesMetadata.ofFile(file.headerPath(), options, monitor);
		// The interval of a stack's header is that of its planes, if it is anything: not one between frames.
		final double intervalS = layout.reordered() ? 0 : header.frameIntervalS();
		final AcquisitionTimes times = metadata.times(layout.frames(), layout.slices(), intervalS, () -> headerTimes(file, layout, intervalS, monitor));
		final SignalType signal = metadata.signal(() -> SignalType.CT);
		for (int axis = 1; axis <= 3; axis++)
			if (!header.hasSpacing(axis)) monitor.log("Warning: " + file.name() + ": the header has no voxel spacing along axis " + axis + "; " + header.spacingMm(axis) + " mm is used.");
		JavaMemory.require(header.samples() * header.type().bytesInMemory(), path.toString());
		final boolean scaled = !header.type().keptAsStored();
		return metadata.withEchoTime(new PerfusionSeries(file.name(), samples(file, layout, monitor), scaled ? 1 : header.slope(), scaled ? 0 : header.intercept(), header.grid(layout.slices()), times, signal), Optional.empty());
	}

	/** How the planes of a file map to slices and frames. */
	private record StackLayout(int slices, int frames, boolean timesFirst, boolean reordered) {

		/** @return index of the plane of the file in the order z + slices * t */
		int target(final int plane) {
			return timesFirst ? plane / frames + slices * (plane % frames) : plane;
		}

		int planes() {
			return slices * frames;
		}
	}

	/** @return the axis beyond the third that has more than one sample, 0 if there is none */
	private static int frameAxis(final NiftiFile file) {
		final NiftiHeader header = file.header();
		int found = 0;
		for (int axis = 4; axis <= header.axes(); axis++) {
			if (header.size(axis) == 1) continue;
			if (found > 0) throw new PerfusionException(file.imagePath() + " has " + header.sizeText() + " samples: axes " + found + " and " + axis + " are both longer than 1, so it is not clear which one is time. Split it into 4D files first.");
			found = axis;
		}
		return found;
	}

	private static StackLayout layout(final NiftiFile file, final ReadOptions options) {
		final NiftiHeader header = file.header();
		final int axis = frameAxis(file);
		final long slices = header.size(3);
		final long frames = axis == 0 ? 1 : header.size(axis);
		if (slices * frames > Integer.MAX_VALUE / 2) throw new PerfusionException(file.imagePath() + " has " + slices * frames + " planes, more than this software can hold.");
		final int planes = (int) (slices * frames);
		if (slices > 1 && frames > 1) {
			if (options.slices() != 0 && options.slices() != slices) throw new PerfusionException(file.imagePath() + " has " + slices + " slices and " + frames + " frames already, which disagrees with slices=" + options.slices() +
				". Leave slices out.");
			return new StackLayout((int) slices, (int) frames, false, false);
		}
		if (options.slices() == 0 || options.slices() == 1 && frames > 1) {
			if (frames > 1) return new StackLayout(1, planes, false, false);
			throw new PerfusionException(file.imagePath() + (planes == 1 ? " is a single image of " + header.size(1) + " x " + header.size(2) + " voxels, not a dynamic series. Open the 4D series it belongs to." : " has " + planes +
				" planes and no time, so it is not a dynamic series. " + advice(planes)));
		}
		if (planes % options.slices() != 0 || planes == options.slices()) throw new PerfusionException(file.imagePath() + " has " + planes + " planes, which is not slices=" + options.slices() + " times two or more frames. " +
			advice(planes));
		return new StackLayout(options.slices(), planes / options.slices(), options.planeOrder() == ReadOptions.PlaneOrder.TIMES_FIRST, true);
	}

	private static String advice(final int planes) {
		final List<String> splits = new ArrayList<>();
		for (int slices = 1; slices <= planes / PerfusionSeries.MIN_FRAMES; slices++)
			if (planes % slices == 0 && planes / slices <= MOST_FRAMES_OFFERED) splits.add(slices + " x " + planes / slices);
		if (splits.isEmpty()) return planes + " planes cannot be slices x frames with at least " + PerfusionSeries.MIN_FRAMES + " frames: open the 4D series it belongs to.";
		return "If it is Z slices x T frames, give slices=Z, plane_order=zt (all slices of one time together) or plane_order=tz (all times of one slice together), and frame_interval_s. Z x T may be " + String.join(", ", splits) +
			". If it is one volume, open the 4D series it belongs to.";
	}

	private static AcquisitionTimes headerTimes(final NiftiFile file, final StackLayout layout, final double intervalS, final WorkMonitor monitor) {
		final NiftiHeader header = file.header();
		if (!(intervalS > 0)) throw new PerfusionException(file.headerPath() + " does not say how long it takes from one frame to the next" + (header.timeAxisIsTime() ? "" : " (its fourth axis is not time)") +
			". Give frame_interval_s (seconds), or a sidecar file " + SeriesSidecar.pathFor(file.headerPath()).getFileName() + " with FrameTimesStart.");
		if (!header.timeUnitKnown()) monitor.log(String.format(Locale.ROOT, "Warning: %s: the header has no time unit; %g s between frames are assumed. If that is wrong, give frame_interval_s.", file.name(), intervalS));
		final double first = header.firstTimeS();
		final double[] times = new double[layout.frames()];
		for (int t = 0; t < times.length; t++)
			times[t] = first + t * intervalS;
		return AcquisitionTimes.of(times);
	}

	private static PlanarImg<? extends RealType<?>, ? extends ArrayDataAccess<?>> samples(final NiftiFile file, final StackLayout layout, final WorkMonitor monitor) throws IOException {
		final NiftiHeader header = file.header();
		final long[] dimensions = { header.size(1), header.size(2), layout.slices(), layout.frames() };
		final PlanarImg<? extends RealType<?>, ? extends ArrayDataAccess<?>> image = switch (header.type()) {
			case INT8 -> PlanarImgs.bytes(dimensions);
			case UINT8 -> PlanarImgs.unsignedBytes(dimensions);
			case INT16 -> PlanarImgs.shorts(dimensions);
			case UINT16 -> PlanarImgs.unsignedShorts(dimensions);
			default -> PlanarImgs.floats(dimensions);
		};
		final String message = "Reading " + file.imagePath().getFileName();
		try (NiftiSamples samples = new NiftiSamples(file)) {
			for (int plane = 0; plane < layout.planes(); plane++) {
				monitor.check();
				monitor.progress((double) plane / layout.planes(), message);
				samples.readPlane(image.getPlane(layout.target(plane)).getCurrentStorageArray());
			}
			samples.finish();
		}
		monitor.progress(1, message);
		return image;
	}
}
