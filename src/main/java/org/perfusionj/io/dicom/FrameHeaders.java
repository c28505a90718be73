package org.perfusionj.io.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Makes frames from a parsed header: one for a classic file, one for each frame of an enhanced or plain multi-frame file. */
final class FrameHeaders {

	private static final double MS = 1e-3;

	private final ParsedFile parsed;
	private final DataSet root;
	private final DataSet shared;

	private FrameHeaders(final ParsedFile parsed) {
		this.parsed = parsed;
		this.root = parsed.data();
		this.shared = first(root.items(DicomTag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE));
	}

	/** @return the frames of a file that has pixel data and no problem */
	static List<Frame> of(final ParsedFile parsed) {
		return new FrameHeaders(parsed).frames();
	}

	private List<Frame> frames() {
		final int count = frameCount(root);
		final List<DataSet> perFrame = root.items(DicomTag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
		final DataSet group = perFrame.isEmpty() ? new DataSet() : perFrame.get(0);
		final ImageFile image = new ImageFile(parsed.file(), parsed.syntax(), parsed.pixels().orElseThrow(), PixelFormat.of(root), count, root.string(DicomTag.SOP_INSTANCE_UID), info(group));
		final List<Frame> frames = new ArrayList<>(count);
		for (int i = 0; i < count; i++)
			frames.add(frame(image, i, perFrame.isEmpty() ? new DataSet() : perFrame.get(i)));
		return frames;
	}

	/** @return what is wrong with a file that has pixel data (it goes on "the file ..."), or empty */
	static String problem(final ParsedFile parsed, final long fileSize) {
		final DataSet data = parsed.data();
		final PixelFormat format = PixelFormat.of(data);
		if (!format.problem().isEmpty()) return format.problem();
		final int count = frameCount(data);
		if (count < 1) return "says that it has " + data.string(DicomTag.NUMBER_OF_FRAMES) + " frames: it is corrupt";
		final int groups = data.items(DicomTag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).size();
		if (groups > 0 && groups != count) return "has " + count + " frames, but describes " + groups + " (PerFrameFunctionalGroupsSequence): it is corrupt";
		final PixelLocation pixels = parsed.pixels().orElseThrow();
		if (pixels.encapsulated()) return "";
		if (parsed.syntax().compression() != TransferSyntax.Compression.NONE) return "says that it is compressed (" + parsed.syntax().name() + "), but its pixel data are not in fragments: it is corrupt";
		final long left = fileSize - pixels.offset();
		if (!parsed.syntax().deflated() && pixels.length() > left) return "is truncated: its pixel data have " + pixels.length() + " bytes, but only " + left + " are left in the file";
		final long needed = format.frameBytes() * count;
		if (pixels.length() < needed) return "has " + pixels.length() + " bytes of pixel data, but " + count + " frame(s) of " + format.columns() + " x " + format.rows() + " need " + needed + ": it is truncated or corrupt";
		return "";
	}

	private static int frameCount(final DataSet data) {
		return data.has(DicomTag.NUMBER_OF_FRAMES) ? data.integer(DicomTag.NUMBER_OF_FRAMES, 0) : 1;
	}

	private Frame frame(final ImageFile image, final int index, final DataSet group) {
		final DataSet position = where(group, DicomTag.PLANE_POSITION_SEQUENCE, DicomTag.IMAGE_POSITION_PATIENT);
		final DataSet orientation = where(group, DicomTag.PLANE_ORIENTATION_SEQUENCE, DicomTag.IMAGE_ORIENTATION_PATIENT);
		final Frame.Place place = new Frame.Place(numbers(position, DicomTag.IMAGE_POSITION_PATIENT, 3), numbers(orientation, DicomTag.IMAGE_ORIENTATION_PATIENT, 6), root.number(DicomTag.SLICE_LOCATION), number(group,
			DicomTag.FRAME_CONTENT_SEQUENCE, DicomTag.IN_STACK_POSITION_NUMBER), numbers(where(group, DicomTag.PIXEL_MEASURES_SEQUENCE, DicomTag.PIXEL_SPACING), DicomTag.PIXEL_SPACING, 2), numbers(root,
				DicomTag.IMAGER_PIXEL_SPACING, 2), number(group, DicomTag.PIXEL_MEASURES_SEQUENCE, DicomTag.SLICE_THICKNESS), number(group, DicomTag.PIXEL_MEASURES_SEQUENCE, DicomTag.SPACING_BETWEEN_SLICES));
		final double slope = number(group, DicomTag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, DicomTag.RESCALE_SLOPE);
		final double intercept = number(group, DicomTag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, DicomTag.RESCALE_INTERCEPT);
		return new Frame(image, index, place, moment(group, index), Double.isFinite(slope) && slope != 0 ? slope : 1, Double.isFinite(intercept) ? intercept : 0, echoTime(group), variant(group), Arrays.asList(root.strings(DicomTag.IMAGE_TYPE)).contains("MOSAIC"));
	}

	private Frame.Moment moment(final DataSet group, final int index) {
		final DataSet content = first(group.items(DicomTag.FRAME_CONTENT_SEQUENCE));
		double dateTime = DicomClock.seconds(content.string(DicomTag.FRAME_ACQUISITION_DATE_TIME));
		if (Double.isNaN(dateTime)) dateTime = DicomClock.seconds(content.string(DicomTag.FRAME_REFERENCE_DATE_TIME));
		if (Double.isNaN(dateTime)) dateTime = DicomClock.seconds(root.string(DicomTag.ACQUISITION_DATE_TIME));
		double offset = number(group, DicomTag.TEMPORAL_POSITION_SEQUENCE, DicomTag.TEMPORAL_POSITION_TIME_OFFSET);
		if (Double.isNaN(offset) && frameCount(root) > 1) offset = index * root.number(DicomTag.FRAME_TIME) * MS;
		double temporalPosition = content.number(DicomTag.TEMPORAL_POSITION_INDEX);
		if (Double.isNaN(temporalPosition)) temporalPosition = root.number(DicomTag.TEMPORAL_POSITION_IDENTIFIER);
		double acquisition = content.number(DicomTag.FRAME_ACQUISITION_NUMBER);
		if (Double.isNaN(acquisition)) acquisition = root.number(DicomTag.ACQUISITION_NUMBER);
		return new Frame.Moment(dateTime, DicomClock.seconds(root.string(DicomTag.ACQUISITION_DATE), root.string(DicomTag.ACQUISITION_TIME)), DicomClock.seconds(root.string(DicomTag.CONTENT_DATE), root.string(
			DicomTag.CONTENT_TIME)), root.number(DicomTag.TRIGGER_TIME) * MS, offset, temporalPosition, root.number(DicomTag.TEMPORAL_RESOLUTION) * MS, repetitionTime(group) * MS, acquisition, root.number(
				DicomTag.INSTANCE_NUMBER));
	}

	private DicomSeriesInfo info(final DataSet group) {
		return new DicomSeriesInfo(root.string(DicomTag.SERIES_INSTANCE_UID), root.string(DicomTag.MODALITY), root.string(DicomTag.SERIES_NUMBER), root.string(DicomTag.SERIES_DESCRIPTION), root.string(DicomTag.MANUFACTURER), root
			.string(DicomTag.MANUFACTURER_MODEL_NAME), echoTime(group), repetitionTime(group), root.number(DicomTag.MAGNETIC_FIELD_STRENGTH), root.number(DicomTag.KVP), root.number(DicomTag.GANTRY_DETECTOR_TILT), number(group,
				DicomTag.PIXEL_MEASURES_SEQUENCE, DicomTag.SLICE_THICKNESS), where(group, DicomTag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, DicomTag.RESCALE_TYPE).string(DicomTag.RESCALE_TYPE));
	}

	private double echoTime(final DataSet group) {
		final double effective = number(group, DicomTag.MR_ECHO_SEQUENCE, DicomTag.EFFECTIVE_ECHO_TIME);
		return Double.isNaN(effective) ? root.number(DicomTag.ECHO_TIME) : effective;
	}

	private double repetitionTime(final DataSet group) {
		return number(group, DicomTag.MR_TIMING_SEQUENCE, DicomTag.REPETITION_TIME);
	}

	private String variant(final DataSet group) {
		final DataSet kernel = where(group, DicomTag.CT_RECONSTRUCTION_SEQUENCE, DicomTag.CONVOLUTION_KERNEL);
		String part = "";
		if (root.string(DicomTag.MODALITY).equals("MR")) {
			final String[] type = root.strings(DicomTag.IMAGE_TYPE);
			for (int i = 2; i < type.length; i++) {
				if (Set.of("P", "PHASE", "PHASE MAP").contains(type[i])) part = "phase";
				else if (Set.of("R", "REAL").contains(type[i])) part = "real";
				else if (Set.of("I", "IMAGINARY").contains(type[i])) part = "imaginary";
			}
		}
		return kernel.string(DicomTag.CONVOLUTION_KERNEL) + part;
	}

	/** @return the data set that holds the element: the frame's own group, else the shared group, else the file's data set */
	private DataSet where(final DataSet group, final DicomTag sequence, final DicomTag tag) {
		final DataSet own = first(group.items(sequence));
		if (own.has(tag)) return own;
		final DataSet common = first(shared.items(sequence));
		return common.has(tag) ? common : root;
	}

	private double number(final DataSet group, final DicomTag sequence, final DicomTag tag) {
		return where(group, sequence, tag).number(tag);
	}

	private static double[] numbers(final DataSet data, final DicomTag tag, final int count) {
		final double[] numbers = data.numbers(tag);
		if (numbers.length != count) return null;
		for (final double number : numbers)
			if (!Double.isFinite(number)) return null;
		return numbers;
	}

	private static DataSet first(final List<DataSet> items) {
		return items.isEmpty() ? new DataSet() : items.get(0);
	}
}
