package org.perfusionj.io.dicom;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesEntry;
import org.perfusionj.io.SeriesReader;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Reads dynamic series from DICOM files: classic files in any order, and multi-frame files (Enhanced CT and MR). A folder
 * is searched with the folders below it; a single file stands for its series in the same folder. Uncompressed, deflated
 * and RLE files are read here; for other compressions a decoder must be given.
 * <p>
 * Images are sorted into slices by ImagePositionPatient along the slice normal, and in each slice by the time of
 * acquisition. The samples are those of the files with the rescale applied (HU for CT); padding outside the field of
 * view is left as it is.
 */
public final class DicomReader implements SeriesReader {

	/** A folder that has no DICOM file among so many files does not look like DICOM. */
	private static final int LOOKED_AT = 500;

	private final CompressedFrames decoder;

	/** A reader that cannot read JPEG and other compressions. */
	public DicomReader() {
		this(CompressedFrames.NONE);
	}

	/** @param decoder for compressed files that are not RLE */
	public DicomReader(final CompressedFrames decoder) {
		this.decoder = decoder;
	}

	@Override
	public String name() {
		return "DICOM";
	}

	@Override
	public boolean canRead(final Path path) {
		try {
			if (!Files.isDirectory(path)) return Files.isRegularFile(path) && DicomParser.looksLikeDicom(path);
			final boolean[] found = new boolean[1];
			Files.walkFileTree(path, new SimpleFileVisitor<>() {

				private int count;

				@Override
				public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
					try {
						found[0] = Files.isRegularFile(file) && DicomParser.looksLikeDicom(file);
					}
					catch (final IOException unreadable) {
						// the next file may be readable; reading the folder will report this one
						found[0] = false;
					}
					return found[0] || ++count >= LOOKED_AT ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(final Path file, final IOException unreadable) {
					return FileVisitResult.CONTINUE;
				}
			});
			return found[0];
		}
		catch (final IOException | RuntimeException unreadable) {
			return false;
		}
	}

	@Override
	public List<SeriesEntry> list(final Path path, final WorkMonitor monitor) throws IOException {
		return find(path, monitor).candidates.stream().map(Candidate::entry).toList();
	}

	@Override
	public PerfusionSeries read(final Path path, final ReadOptions options, final WorkMonitor monitor) throws IOException {
		return readSeries(path, options, monitor).series();
	}

	/**
	 * Like {@link #read}, with what the files say beyond the series, for example the echo time.
	 *
	 * @param path file or folder
	 * @param options what the user says about the files
	 * @param monitor progress and cancel
	 * @return the series and more
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if the files are damaged or no dynamic series, with the reason and what to do
	 */
	public DicomSeries readSeries(final Path path, final ReadOptions options, final WorkMonitor monitor) throws IOException {
		final Content content = find(path, monitor.part(0, 0.3));
		final Candidate chosen = choose(content, options, monitor, path);
		final FrameGroup group = chosen.group;
		requireUndamaged(content, group, monitor);
		requireReadable(group, monitor);
		final SliceStack stack = SliceStack.of(group, options, monitor::log);
		if (options.slices() > 0 && options.slices() != stack.slices().size()) monitor.log("Warning: slices=" + options.slices() + " was given, but the DICOM files hold " + stack.slices().size() + " slices; the files are right.");
		if (stack.times() < 2) throw new PerfusionException("The DICOM series " + chosen.entry().description() + " in " + path + " has one image a slice only, but a perfusion series needs many frames. " + (content.candidates.size() > 1
			? "Choose another series: " + ids(content) : "Choose the folder with all files of the dynamic series; if each frame was stored as a series of its own, have them exported as one series."));
		stack.requireFullGrid();
		reportGaps(content, group, monitor);
		final FrameTimes ordered = FrameTimes.of(stack, options, monitor);
		final SpatialGrid grid = SliceGeometry.of(stack, monitor::log);
		final SignalType signal = signal(group, options, monitor);
		final FrameLoader.Loaded loaded = new FrameLoader(decoder, monitor.part(0.3, 1)).load(ordered.frames());
		final DicomSeriesInfo info = group.info();
		final String name = info.seriesDescription().isEmpty() ? path.toAbsolutePath().normalize().getFileName() == null ? "DICOM" : path.toAbsolutePath().normalize().getFileName().toString() : info.seriesDescription();
		final PerfusionSeries read = new PerfusionSeries(name, loaded.samples(), loaded.slope(), loaded.intercept(), grid, ordered.times(), signal);
		final PerfusionSeries series = Double.isFinite(info.echoTimeMs()) && info.echoTimeMs() > 0 ? read.withEchoTimeMs(info.echoTimeMs()) : read;
		monitor.log("Read DICOM series " + chosen.entry().description() + ": " + text(series, ordered.source(), info));
		return new DicomSeries(series, info, ordered.source());
	}

	/** One group of images that may be asked for. */
	private record Candidate(FrameGroup group, SeriesEntry entry, int images) {}

	private record Content(List<Candidate> candidates, List<DamagedFile> damaged) {}

	private static Content find(final Path path, final WorkMonitor monitor) throws IOException {
		if (!Files.exists(path)) throw new NoSuchFileException(path.toString(), null, "there is no such file or folder");
		if (Files.isDirectory(path)) return content(DicomScan.ofFolder(path, true, monitor), path, monitor);
		final Path folder = path.toAbsolutePath().normalize().getParent();
		if (DicomScan.isDirectoryFile(path)) {
			monitor.log(path + " is the directory of a DICOM medium: the files in its folder are read.");
			return content(DicomScan.ofFolder(folder, true, monitor), folder, monitor);
		}
		final DicomScan alone = DicomScan.ofFile(path);
		final Content content = content(alone, path, monitor);
		if (content.candidates.stream().anyMatch(candidate -> candidate.entry.dynamic())) return content;
		// one file of a series stands for the series
		final String uid = alone.frames().get(0).image().info().seriesInstanceUid();
		if (uid.isEmpty()) return content;
		final DicomScan around = DicomScan.ofFolder(folder, false, monitor);
		final List<Frame> frames = around.frames().stream().filter(frame -> frame.image().info().seriesInstanceUid().equals(uid)).toList();
		if (frames.size() > alone.frames().size()) monitor.log(path + " is one file of a DICOM series: all its " + frames.stream().map(Frame::image).distinct().count() + " files in the same folder are read.");
		final Content all = content(new DicomScan(around.files(), frames, around.damaged(), 0), path, monitor);
		// where the series had to be divided, the part with the chosen file is meant
		final String chosen = alone.frames().get(0).image().sopInstanceUid();
		all.candidates.sort(Comparator.comparing(candidate -> candidate.group.frames().stream().noneMatch(frame -> frame.image().sopInstanceUid().equals(chosen))));
		return all;
	}

	private static Content content(final DicomScan scan, final Path path, final WorkMonitor monitor) {
		if (scan.frames().isEmpty()) {
			if (!scan.damaged().isEmpty()) throw new PerfusionException(scan.damaged().get(0).message() + (scan.damaged().size() > 1 ? " So are " + (scan.damaged().size() - 1) + " more files." : "") + " Copy it again from its source.");
			if (scan.others() > 0) throw new PerfusionException("The DICOM data in " + path + " hold no images (" + scan.others() + " file(s) with reports, structures or the like). Choose the folder with the images.");
			throw new PerfusionException(Files.isDirectory(path) ? "There is no DICOM file in the folder " + path + " (" + scan.files() + " files looked at). Choose the folder with the files of the dynamic series."
				: "The file " + path + " is not a DICOM file.");
		}
		final List<Frame> duplicates = new ArrayList<>();
		final List<FrameGroup> groups = FrameGroup.of(scan.frames(), duplicates);
		if (!duplicates.isEmpty()) monitor.log("Ignored " + duplicates.size() + " copies of DICOM images (the same SOPInstanceUID), for example " + duplicates.get(0).image().file() + ".");
		final List<Candidate> candidates = new ArrayList<>();
		for (final FrameGroup group : groups)
			candidates.add(candidate(group));
		candidates.sort(Comparator.comparing((final Candidate candidate) -> !candidate.entry.dynamic()).thenComparing(candidate -> -candidate.images).thenComparing(candidate -> candidate.entry.id()));
		return new Content(candidates, scan.damaged());
	}

	private static Candidate candidate(final FrameGroup group) {
		final DicomSeriesInfo info = group.info();
		final PixelFormat format = group.frames().get(0).image().format();
		final SliceStack stack = SliceStack.of(group, ReadOptions.FROM_FILE, message -> {
			// said when the series is read
		});
		final int slices = stack.slices().size();
		final int times = stack.times();
		final boolean full = slices * times == group.frames().size();
		final String description = (info.modality().isEmpty() ? "" : info.modality() + " ") + format.columns() + " x " + format.rows() + ", " + slices + (slices == 1 ? " slice x " : " slices x ") + times + (times == 1 ? " frame"
			: " frames") + (full ? "" : " (not complete)") + (info.seriesDescription().isEmpty() ? "" : ", '" + info.seriesDescription() + "'") + (info.seriesNumber().isEmpty() ? "" : ", series " + info.seriesNumber()) + (format
				.isGrey() ? "" : ", in colour");
		return new Candidate(group, new SeriesEntry(group.id(), description, times > 1 && format.isGrey()), group.frames().size());
	}

	private static Candidate choose(final Content content, final ReadOptions options, final WorkMonitor monitor, final Path path) {
		if (!options.series().isEmpty()) return content.candidates.stream().filter(candidate -> candidate.entry.id().equals(options.series().strip())).findFirst().orElseThrow(() -> new PerfusionException("There is no DICOM series " +
			options.series() + " in " + path + ". It has: " + ids(content)));
		final Candidate first = content.candidates.get(0);
		final List<Candidate> rivals = content.candidates.stream().skip(1).filter(candidate -> candidate.entry.dynamic()).toList();
		if (first.entry.dynamic() && !rivals.isEmpty()) monitor.log("There are " + (1 + rivals.size()) + " dynamic DICOM series in " + path + ". The largest was taken: " + text(first) + ". The others are: " + rivals.stream().map(
			DicomReader::text).collect(Collectors.joining("; ")) + ". To read one of them, give its id as the series.");
		return first;
	}

	private static String ids(final Content content) {
		return content.candidates.stream().map(DicomReader::text).collect(Collectors.joining("; ")) + ".";
	}

	private static String text(final Candidate candidate) {
		return candidate.entry.id() + " (" + candidate.entry.description() + ")";
	}

	/** A damaged file matters if it is of the series, or may be because it lies beside its files. */
	private static void requireUndamaged(final Content content, final FrameGroup group, final WorkMonitor monitor) {
		final Set<Path> folders = new HashSet<>();
		for (final Frame frame : group.frames())
			folders.add(frame.image().file().toAbsolutePath().getParent());
		for (final DamagedFile damaged : content.damaged) {
			final boolean own = damaged.seriesInstanceUid().isEmpty() ? folders.contains(damaged.file().toAbsolutePath().getParent()) : damaged.seriesInstanceUid().equals(group.info().seriesInstanceUid());
			if (own) throw new PerfusionException(damaged.message() + (damaged.seriesInstanceUid().isEmpty() ? " It lies in the folder of the series and may be part of it. Copy it again from its source, or move it elsewhere if it is not part of the series."
				: " It is part of the series. Copy it again from its source."));
			monitor.log("Warning: passed over. " + damaged.message());
		}
	}

	/** A series of one slice can lose a file without leaving a hole in the grid; then only the numbers tell. */
	private static void reportGaps(final Content content, final FrameGroup group, final WorkMonitor monitor) {
		final String uid = group.info().seriesInstanceUid();
		if (content.candidates.stream().filter(candidate -> candidate.group.info().seriesInstanceUid().equals(uid)).count() > 1) return;
		final double[] numbers = group.frames().stream().mapToDouble(frame -> frame.moment().instanceNumber()).sorted().distinct().toArray();
		final double missing = numbers[numbers.length - 1] - numbers[0] + 1 - numbers.length;
		if (numbers.length == group.frames().size() && missing > 0 && missing <= 0.2 * numbers.length) monitor.log(String.format(Locale.ROOT,
			"Warning: the instance numbers of the DICOM images go from %.0f to %.0f, but there are only %d images: %.0f may be missing.", numbers[0], numbers[numbers.length - 1], numbers.length, missing));
	}

	private static void requireReadable(final FrameGroup group, final WorkMonitor monitor) {
		final ImageFile image = group.frames().get(0).image();
		final PixelFormat format = image.format();
		if (!format.isGrey()) throw new PerfusionException("The DICOM file " + image.file() + " holds colour images (SamplesPerPixel " + format.samplesPerPixel() + ", " + format.photometric() +
			"), which have no measured values. Choose the original CT or MR series.");
		if (image.info().modality().equals("MR") && group.frames().get(0).mosaic()) throw new PerfusionException("The DICOM file " + image.file() +
			" is a Siemens mosaic (all slices as tiles of one image), which cannot be read. Have the series exported without mosaic or as enhanced MR, or convert it to NIfTI, for example with dcm2niix.");
		if (format.photometric().equals("MONOCHROME1")) monitor.log("The DICOM images are stored for display with low values bright (MONOCHROME1); the values are kept as they are.");
	}

	private static SignalType signal(final FrameGroup group, final ReadOptions options, final WorkMonitor monitor) {
		if (options.signal().isPresent()) return options.signal().get();
		final DicomSeriesInfo info = group.info();
		if (info.modality().equals("MR")) return SignalType.MR;
		if (!info.modality().equals("CT")) monitor.log("Warning: the modality of the DICOM files is " + (info.modality().isEmpty() ? "not given" : info.modality()) + "; CT is assumed. If that is wrong, give signal.");
		else if (!info.rescaleType().isEmpty() && !info.rescaleType().equalsIgnoreCase("HU")) monitor.log("Warning: the DICOM files say that their values are " + info.rescaleType() + ", not HU; they are taken as HU.");
		return SignalType.CT;
	}

	private static String text(final PerfusionSeries series, final String source, final DicomSeriesInfo info) {
		final AcquisitionTimes times = series.times();
		final double[] first = times.times(0);
		double shortest = Double.POSITIVE_INFINITY;
		double longest = 0;
		for (int t = 1; t < first.length; t++) {
			shortest = Math.min(shortest, first[t] - first[t - 1]);
			longest = Math.max(longest, first[t] - first[t - 1]);
		}
		final SpatialGrid grid = series.grid();
		return String.format(Locale.ROOT, "voxels %.4g x %.4g x %.4g mm, times from %s, frames %s s apart over %.1f s%s%s%s.", grid.spacingX(), grid.spacingY(), grid.spacingZ(), source, times.isUniform() ? String.format(Locale.ROOT, "%.4g",
			times.meanIntervalS()) : String.format(Locale.ROOT, "%.4g to %.4g", shortest, longest), times.lastS() - times.firstS(), times.sameForAllSlices() ? "" : " (other times in other slices)", info.manufacturer().isEmpty() ? ""
				: ", " + info.manufacturer() + " " + info.model(), series.signal() == SignalType.MR && Double.isFinite(info.echoTimeMs()) ? ", echo time " + info.echoTimeMs() + " ms" : "");
	}
}
