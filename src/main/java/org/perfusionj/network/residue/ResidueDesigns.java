package org.perfusionj.network.residue;

import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.work.PerfusionException;

/** Makes designs again from what files say of them. */
public final class ResidueDesigns {

	private ResidueDesigns() {}

	/**
	 * @param key {@link ResidueDesign#key()}
	 * @param settings {@link ResidueDesign#settings()}
	 * @return the design
	 * @throws IllegalArgumentException if there is no such design, or a setting is missing or impossible
	 */
	public static ResidueDesign of(final String key, final Map<String, String> settings) {
		return switch (key) {
			case TransformerDesign.KEY -> TransformerDesign.of(settings);
			case MemoryDesign.KEY -> MemoryDesign.of(settings);
			default -> throw new IllegalArgumentException("There is no design " + key + ".");
		};
	}

	/**
	 * @param text name of a kind of design, and settings that differ from its usual ones: "transformer", "transformer width=32 heads=4"
	 * @return the design
	 * @throws PerfusionException if there is no such design or setting, or a setting is impossible
	 */
	public static ResidueDesign named(final String text) {
		final String[] words = text.trim().split("\\s+");
		final Map<String, String> settings = new LinkedHashMap<>(usual(words[0]).settings());
		for (int i = 1; i < words.length; i++) {
			final String[] parts = words[i].split("=", 2);
			if (parts.length < 2 || settings.put(parts[0], parts[1]) == null) throw new PerfusionException("design=" + text + ": the design " + words[0] + " has no setting " + words[i] + ". It has " + usual(words[0]).settings() + ".");
		}
		try {
			return of(words[0], settings);
		}
		catch (final IllegalArgumentException impossible) {
			throw new PerfusionException("design=" + text + " is impossible: " + impossible.getMessage(), impossible);
		}
	}

	private static ResidueDesign usual(final String key) {
		return switch (key) {
			case TransformerDesign.KEY -> TransformerDesign.PAPER;
			case MemoryDesign.KEY -> MemoryDesign.STANDARD;
			default -> throw new PerfusionException("There is no design " + key + ". There are: " + MemoryDesign.KEY + " (attention over simulated curves) and " + TransformerDesign.KEY + " (Zeng et al. 2025).");
		};
	}
}
