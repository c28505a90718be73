package org.perfusionj.io.dicom;

import org.perfusionj.series.PerfusionSeries;

/**
 * A dynamic series with what its DICOM files say beyond it.
 *
 * @param series samples, times, geometry
 * @param info for example the echo time
 * @param timeSource the tag that the acquisition times come from
 */
public record DicomSeries(PerfusionSeries series, DicomSeriesInfo info, String timeSource) {}
