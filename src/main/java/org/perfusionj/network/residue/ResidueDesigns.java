package org.perfusionj.network.residue;

import java.util.Map;

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
			default -> throw new IllegalArgumentException("There is no design " + key + ".");
		};
	}
}
