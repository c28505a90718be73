package org.perfusionj.io.dicom;

/**
 * What DICOM files say about a series beyond its samples, times and geometry. Numbers that are not given are NaN, texts empty.
 *
 * @param seriesInstanceUid identifies the series
 * @param modality for example CT or MR
 * @param seriesNumber number of the series within the examination
 * @param seriesDescription what the scanner or user called it
 * @param manufacturer maker of the scanner
 * @param model model of the scanner
 * @param echoTimeMs echo time of the (first) image, ms
 * @param repetitionTimeMs repetition time, ms
 * @param fieldStrengthT magnetic field, T
 * @param tubeVoltageKv peak tube voltage, kV
 * @param gantryTiltDegrees tilt of the gantry, degrees
 * @param sliceThicknessMm nominal thickness of a slice, mm (not the distance between slices)
 * @param rescaleType what rescaled samples are, for example HU
 */
public record DicomSeriesInfo(String seriesInstanceUid, String modality, String seriesNumber, String seriesDescription, String manufacturer, String model, double echoTimeMs, double repetitionTimeMs, double fieldStrengthT,
	double tubeVoltageKv, double gantryTiltDegrees, double sliceThicknessMm, String rescaleType)
{}
