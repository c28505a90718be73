package org.perfusionj.io;

/**
 * What a NIfTI header can say beyond numbers and geometry.
 *
 * @param description free text, 79 bytes; what is longer is cut. For maps: what it is and its unit
 * @param intentName name of the quantity, 15 bytes; what is longer is cut
 * @param displayMin lower end of the suggested display range, in units of the image
 * @param displayMax upper end; both 0 for no suggestion
 */
public record NiftiNotes(String description, String intentName, double displayMin, double displayMax) {

	/** Nothing to say. */
	public static final NiftiNotes NONE = new NiftiNotes("", "", 0, 0);
}
