package org.perfusionj.segmentation.trained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoxelFeatureTest {

	@ParameterizedTest
	@ValueSource(strings = { "cbf", "cbv@3", "delay@1.5", "flow_delay@6-mirror", "cbf@12/mirror", "tissue@6~mirror", "cbf@6/mirror:place", "hu@6:core", "midline", "edge", "core:odds", "lesion:distance", "core@24", "core:share" })
	void aNameIsWhatItIsMadeFrom(final String name) {
		assertEquals(name, VoxelFeature.of(name).name());
	}

	@Test
	void aNameSaysHowItIsMade() {
		assertEquals(new VoxelFeature(FeatureSource.CBF, 6, MirrorForm.RATIO, LesionForm.PLACE), VoxelFeature.of(" cbf@6/mirror:place "));
		assertTrue(VoxelFeature.of("cbf@6:middle").needsChances());
		assertTrue(VoxelFeature.of("core@6").needsChances());
		assertFalse(VoxelFeature.of("cbf@6-mirror").needsChances());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nothing", "cbf@", "cbf@99", "cbf:odds", "midline@3", "edge-mirror", "core@3:odds", "core-mirror", "core:place", "cbf*mirror", "cbf:elsewhere" })
	void whatIsNoFeatureIsRefused(final String name) {
		assertThrows(IllegalArgumentException.class, () -> VoxelFeature.of(name));
	}
}
