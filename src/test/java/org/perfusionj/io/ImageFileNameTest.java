package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFileNameTest {

	@ParameterizedTest
	@CsvSource({ "a.nii,a", "A.B.NII.GZ,A.B", "a.hdr.gz,a", "a.img,a", "a.tif,a", "a.TIFF,a", "a.dcm,a", "a.tif.gz,a.tif.gz", "a.json,a.json", "anii,anii", "case 1.2,case 1.2" })
	void stemIsTheNameWithoutTheEndingOfAnImage(final String name, final String stem) {
		assertEquals(stem, ImageFileName.stem(name));
		assertEquals(stem, ImageFileName.stem(Path.of("folder.nii", name)));
	}

	@Test
	void endingsTellTheFormat() {
		assertTrue(ImageFileName.isNifti(Path.of("a.NII.gz")) && ImageFileName.isNifti(Path.of("a.nii")));
		assertFalse(ImageFileName.isNifti(Path.of("a.hdr")) || ImageFileName.isNifti(Path.of("a.nii.bz2")) || ImageFileName.isNifti(Path.of("/")));
		assertTrue(ImageFileName.isTiff(Path.of("a.tif")) && ImageFileName.isTiff(Path.of("a.Tiff")));
		assertFalse(ImageFileName.isTiff(Path.of("tif")) || ImageFileName.isTiff(Path.of("a.tif.gz")));
		assertTrue(ImageFileName.isKnown(Path.of("a.DCM")) && ImageFileName.isKnown(Path.of("a.img.gz")));
		assertFalse(ImageFileName.isKnown(Path.of("a.nd2")) || ImageFileName.isKnown(Path.of("/")));
	}
}
