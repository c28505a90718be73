package org.perfusionj.io;

/**
 * One series found in a file or folder.
 *
 * @param id what selects it (ReadOptions.series): a DICOM series instance UID, or empty where a file holds one series
 * @param description for the user, for example "CT 256 x 256, 8 slices x 60 frames, 'Perfusion 5.0'"
 * @param dynamic true if it has more than one time at the same place
 */
public record SeriesEntry(String id, String description, boolean dynamic) {}
