package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.graph.Graph;

/** The network of the paper and its relatives. */
class TransformerDesignTest {

	/** Numbers of docs/residue.md. */
	@Test
	void theNetworkOfThePaperHasAllItsWeights() {
		final Map<String, Integer> parts = new LinkedHashMap<>();
		TransformerDesign.PAPER.graph().weights().forEach(weight -> parts.merge(weight.name().substring(0, weight.name().indexOf('.')), Graph.count(weight), Integer::sum));
		final int embedding = 3 * 64 + 64 + 2 * 64 + 64;
		final int attention = 4 * (64 * 64 + 64);
		final int feedForward = 64 * 256 + 256 + 256 * 64 + 64;
		final int norm = 2 * 64;
		final int encoder = embedding + 3 * (attention + feedForward + 2 * norm) + norm;
		final int decoder = embedding + 3 * (2 * attention + feedForward + 3 * norm) + norm;
		final int head = 64 * 16 + 16 + 16 + 1;
		assertEquals(Map.of("encoder", encoder, "delay", decoder + head, "local_aif", decoder + head, "residue", decoder + head), parts);
		assertEquals(756_195, TransformerDesign.PAPER.graph().parameters());
	}

	@Test
	void settingsMakeTheSameDesignAgain() {
		final TransformerDesign design = new TransformerDesign(32, 2, 1, 48, 3, List.of(0.05, 0.2), true);
		assertEquals(design, ResidueDesigns.of(design.key(), design.settings()));
		assertEquals(TransformerDesign.PAPER, ResidueDesigns.of("transformer", TransformerDesign.PAPER.settings()));
	}

	@Test
	void settingsThatMakeNoDesignAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("magic", TransformerDesign.PAPER.settings()));
		for (final String[] change : new String[][] { { "width", "65" }, { "width", "many" }, { "heads", "0" }, { "layers", "0" }, { "feed_forward", "-1" }, { "stride", "9" }, { "deconvolutions", "2" }, { "deconvolutions", "a b" }, { "spread", "maybe" } }) {
			final Map<String, String> settings = new LinkedHashMap<>(TransformerDesign.PAPER.settings());
			settings.put(change[0], change[1]);
			assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("transformer", settings), String.join("=", change));
			settings.remove(change[0]);
			assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("transformer", settings), "without " + change[0]);
		}
	}
}
