package org.perfusionj.io.dicom;

/** The bytes of a file break the rules of DICOM. The message does not name the file. */
final class MalformedDicomException extends Exception {

	private static final long serialVersionUID = 1L;

	MalformedDicomException(final String message) {
		super(message);
	}
}
