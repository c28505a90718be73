package org.perfusionj.io.dicom;

import java.util.Comparator;

/**
 * One 2D image: a classic file, or one frame of a multi-frame file. Numbers that are not given are NaN.
 *
 * @param image the file it is in
 * @param index frame in that file, from 0
 * @param place where it lies
 * @param moment when it was acquired
 * @param slope calibrated value = slope * stored + intercept
 * @param intercept see slope
 * @param echoTimeMs echo time, ms
 * @param variant what tells apart images of one series that cannot be one dynamic series: reconstruction kernel, magnitude or phase
 * @param mosaic true if the image holds all slices as tiles (Siemens)
 */
record Frame(ImageFile image, int index, Place place, Moment moment, double slope, double intercept, double echoTimeMs, String variant, boolean mosaic) {

	/** The order of images that have no usable times; file names last, so that it is always the same. */
	static final Comparator<Frame> BY_NUMBER = Comparator.comparingDouble((final Frame frame) -> frame.moment().instanceNumber()).thenComparing(frame -> frame.image().file()).thenComparingInt(Frame::index);

	/**
	 * @param position centre of the first sample, mm in DICOM's patient system (x to the left, y to posterior, z to superior), or null
	 * @param orientation direction cosines of x and of y, or null
	 * @param sliceLocation mm
	 * @param inStack position number in a stack
	 * @param spacing mm between rows (along y), mm between columns (along x), or null
	 * @param detectorSpacing the same at the detector, or null
	 * @param thickness nominal slice thickness, mm
	 * @param betweenSlices nominal distance between slices, mm
	 */
	record Place(double[] position, double[] orientation, double sliceLocation, double inStack, double[] spacing, double[] detectorSpacing, double thickness, double betweenSlices) {}

	/**
	 * @param acquisitionDateTime AcquisitionDateTime or FrameAcquisitionDateTime, s on an arbitrary clock
	 * @param acquisitionTime AcquisitionDate and AcquisitionTime, s
	 * @param contentTime ContentDate and ContentTime, s
	 * @param triggerTime TriggerTime, s
	 * @param timeOffset TemporalPositionTimeOffset, or frame number times FrameTime, s
	 * @param temporalPosition TemporalPositionIdentifier or TemporalPositionIndex
	 * @param temporalResolution TemporalResolution, s
	 * @param repetitionTime RepetitionTime, s
	 * @param acquisitionNumber AcquisitionNumber or FrameAcquisitionNumber
	 * @param instanceNumber InstanceNumber
	 */
	record Moment(double acquisitionDateTime, double acquisitionTime, double contentTime, double triggerTime, double timeOffset, double temporalPosition, double temporalResolution, double repetitionTime, double acquisitionNumber,
		double instanceNumber)
	{}
}
