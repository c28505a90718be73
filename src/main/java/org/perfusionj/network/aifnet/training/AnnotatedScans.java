package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.perfusionj.io.CsvTable;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The scans of a folder in which people have said where the vessels are: all that {@value #TABLE} in it names, or, where there is no such table, all in it
 * and below that have a ROI file. A ROI file ({@code .zip} or {@code .roi}) belongs to the file or folder beside it that has its name ({@code case1.zip} or
 * {@code case1_rois.zip} to {@code case1.nii.gz}), else to the only image of its folder, the one called {@code series}, or the DICOM images in it.
 */
public final class AnnotatedScans {

	/** The table of annotations. */
	public static final String TABLE = "annotations.csv";

	private static final List<String> COLUMNS = List.of("scan", "vessel", "x", "y", "z");
	private static final String PATIENT = "patient";
	/** What the commands of this software call a series in the folder of a case. */
	private static final String SERIES = "series";
	/** Files that lie beside images and are none. */
	private static final Pattern NO_IMAGE = Pattern.compile("(?i).*\\.(zip|roi|csv|json|txt|md|png)");
	private static final Pattern ROI_ENDING = Pattern.compile("(?i)[-_. ]?rois?$");
	/** The name up to the end of its first number. */
	private static final Pattern PATIENT_OF_NAME = Pattern.compile("\\D*\\d+");
	private static final int MOST_NAMED = 5;

	private final List<AnnotatedScan> scans;

	private AnnotatedScans(final List<AnnotatedScan> scans) {
		this.scans = scans;
	}

	/**
	 * @param folder of scans
	 * @param opener knows the formats
	 * @param monitor progress (every scan is read for its checksum) and cancel; told which images have no annotation
	 * @return the scans, by name
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if there is no annotation, or one belongs to no scan; the message says which
	 */
	public static AnnotatedScans in(final Path folder, final SeriesOpener opener, final WorkMonitor monitor) throws IOException {
		final Path table = folder.resolve(TABLE);
		final Finder finder = new Finder(folder, opener);
		if (Files.exists(table)) finder.read(table);
		else finder.search(monitor);
		final List<AnnotatedScan> scans = new ArrayList<>();
		for (final Found found : finder.found.values()) {
			final double done = (double) scans.size() / finder.found.size();
			final List<InputFile> files = new ArrayList<>(InputFile.allOf("scan " + found.name, found.path, monitor.part(done, done)));
			for (final Path file : found.annotation.files())
				files.add(InputFile.of("annotation of " + found.name, file, monitor.part(done, done)));
			scans.add(new AnnotatedScan(found.name, found.patient, found.path, found.annotation, files));
		}
		return new AnnotatedScans(scans);
	}

	/** @return the scans */
	List<AnnotatedScan> scans() {
		return scans;
	}

	/** @return what was read, with checksums */
	public List<InputFile> files() {
		return scans.stream().flatMap(scan -> scan.files().stream()).toList();
	}

	/** A scan that was found. */
	private record Found(String name, String patient, Path path, ScanAnnotation annotation) {
	}

	/** Looks for scans and annotations. */
	private static final class Finder {

		private final Path folder;
		private final SeriesOpener opener;
		private final Map<Path, Found> found = new TreeMap<>();

		Finder(final Path folder, final SeriesOpener opener) {
			this.folder = folder.toAbsolutePath().normalize();
			this.opener = opener;
		}

		void read(final Path file) throws IOException {
			final CsvTable table = CsvTable.read(file);
			for (final String column : COLUMNS)
				if (!table.has(column)) throw new PerfusionException(file + " has no column " + column + ". Its first line must name the columns " + String.join(",", COLUMNS) + ", and may name " + PATIENT + ".");
			final Map<Path, List<PointAnnotation.Point>> points = new LinkedHashMap<>();
			final Map<Path, String> patients = new LinkedHashMap<>();
			for (int row = 0; row < table.size(); row++) {
				final Path scan = folder.resolve(table.text(row, "scan")).normalize();
				if (table.text(row, "scan").isEmpty() || !Files.exists(scan)) throw table.error(row, "names the scan \"" + table.text(row, "scan") + "\", but there is no " + scan + ". Give its path below the folder of the table.");
				points.computeIfAbsent(scan, its -> new ArrayList<>()).add(new PointAnnotation.Point(row + 1, vessel(table, row), new Voxel(index(table, row, "x", 0), index(table, row, "y", 0), index(table, row, "z", 1))));
				final String patient = table.has(PATIENT) ? table.text(row, PATIENT) : "";
				patients.merge(scan, patient, (first, second) -> first.isEmpty() ? second : first);
			}
			if (points.isEmpty()) throw new PerfusionException(file + " names no scan. Add a line for each annotated voxel: " + String.join(",", COLUMNS) + ".");
			points.forEach((scan, its) -> found.put(scan, new Found(name(scan), patients.get(scan).isEmpty() ? patient(name(scan)) : patients.get(scan), scan, new PointAnnotation(file, its))));
		}

		private static Vessel vessel(final CsvTable table, final int row) {
			for (final Vessel vessel : Vessel.values())
				if (vessel.name().equalsIgnoreCase(table.text(row, "vessel"))) return vessel;
			throw table.error(row, "has the vessel \"" + table.text(row, "vessel") + "\". Write AIF or VOF.");
		}

		private static int index(final CsvTable table, final int row, final String column, final int first) {
			final double number = table.number(row, column);
			if (!(number >= first && number < Integer.MAX_VALUE)) throw table.error(row, "has " + column + "=" + table.text(row, column) + ". Pixels count from 0 and slices from 1, as ImageJ shows them.");
			return (int) number - first;
		}

		void search(final WorkMonitor monitor) throws IOException {
			final List<Path> files = files(monitor);
			final Map<Path, List<Path>> rois = new TreeMap<>();
			final Set<Path> explained = new LinkedHashSet<>();
			for (final Path file : files) {
				if (!isRoiFile(file)) continue;
				final Path scan = scan(file);
				rois.computeIfAbsent(scan, its -> new ArrayList<>()).add(file);
				// what lies beside a scan that its folder belongs to is made of it
				explained.add(stems(file).contains(ImageFileName.stem(scan)) || Files.isDirectory(scan) ? scan : scan.getParent());
			}
			if (rois.isEmpty()) throw new PerfusionException("There is no annotation in or below " + folder + ". Save the ROIs of the AIF and the VOF of each scan beside it (case1.nii.gz: case1.zip; ROI Manager, More > Save...), or list voxels in " + TABLE + ".");
			rois.forEach((scan, its) -> found.put(scan, new Found(name(scan), patient(name(scan)), scan, new RoiAnnotation(its))));
			final List<Path> left = files.stream().filter(file -> ImageFileName.isKnown(file) && !isSecondOfPair(file) && explained.stream().noneMatch(file::startsWith)).toList();
			if (!left.isEmpty()) monitor.log("Warning: Images without a ROI file are not used: " + left.stream().limit(MOST_NAMED).map(this::name).collect(Collectors.joining(", ")) + (left.size() > MOST_NAMED ? " and " + (left.size() - MOST_NAMED) + " more" : "")
				+ ".");
		}

		private List<Path> files(final WorkMonitor monitor) throws IOException {
			final List<Path> files = new ArrayList<>();
			Files.walkFileTree(folder, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult preVisitDirectory(final Path place, final BasicFileAttributes attributes) {
					monitor.check();
					return !place.equals(folder) && isHidden(place) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
					if (!isHidden(file)) files.add(file);
					return FileVisitResult.CONTINUE;
				}
			});
			files.sort(null);
			return files;
		}

		private static boolean isHidden(final Path path) {
			return path.getFileName().toString().startsWith(".");
		}

		private static boolean isRoiFile(final Path file) {
			final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
			return name.endsWith(".zip") || name.endsWith(".roi");
		}

		/** @return what a scan that a ROI file is named after may be called, without its ending */
		private static List<String> stems(final Path roiFile) {
			final String name = roiFile.getFileName().toString();
			final String whole = name.substring(0, name.length() - ".zip".length());
			return List.of(whole, ROI_ENDING.matcher(whole).replaceFirst(""));
		}

		private Path scan(final Path roiFile) throws IOException {
			final List<Path> beside;
			try (Stream<Path> list = Files.list(roiFile.getParent())) {
				beside = list.filter(path -> !isHidden(path) && !NO_IMAGE.matcher(path.getFileName().toString()).matches() && !isSecondOfPair(path)).sorted().toList();
			}
			final List<Path> images = beside.stream().filter(path -> Files.isRegularFile(path) && ImageFileName.isKnown(path)).toList();
			final List<Path> named = beside.stream().filter(path -> stems(roiFile).contains(stem(path))).toList();
			if (named.size() == 1) return named.get(0);
			if (named.size() > 1) throw new PerfusionException("The ROI file " + roiFile + " could belong to " + named.get(0).getFileName() + " or to " + named.get(1).getFileName() + ". Move one of them elsewhere.");
			if (images.size() == 1) return images.get(0);
			final List<Path> series = images.stream().filter(path -> ImageFileName.stem(path).equalsIgnoreCase(SERIES)).toList();
			if (series.size() == 1) return series.get(0);
			if (Files.isDirectory(roiFile.getParent()) && opener.canOpen(roiFile.getParent())) return roiFile.getParent();
			throw new PerfusionException("The ROI file " + roiFile + " belongs to no scan. Save it beside its scan under the same name (case1.nii.gz: case1.zip), or alone with it in a folder.");
		}

		/** A NIfTI pair is opened by its header. */
		private static boolean isSecondOfPair(final Path path) {
			return path.getFileName().toString().matches("(?i).*\\.img(\\.gz)?");
		}

		private static String stem(final Path path) {
			final String known = ImageFileName.stem(path);
			if (Files.isDirectory(path) || ImageFileName.isKnown(path) || known.lastIndexOf('.') <= 0) return known;
			return known.substring(0, known.lastIndexOf('.'));
		}

		private String name(final Path scan) {
			if (scan.equals(folder)) return folder.getFileName().toString();
			return StreamSupport.stream(folder.relativize(scan).spliterator(), false).map(Path::toString).collect(Collectors.joining("/"));
		}
	}

	/** @return the patient of a scan: its first folder, or its name up to the end of its first number */
	static String patient(final String name) {
		if (name.contains("/")) return name.substring(0, name.indexOf('/'));
		final Matcher number = PATIENT_OF_NAME.matcher(ImageFileName.stem(name));
		return number.lookingAt() ? number.group() : ImageFileName.stem(name);
	}
}
