package org.perfusionj.segmentation.trained;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Trained lesion rules for maps of different methods: of those that know the method of a case, the one that knows the fewest others is taken; for a method that none knows, the one that knows most.
 *
 * @param parts at least one
 */
public record LesionModels(List<Part> parts) {

	/**
	 * @param methods whose maps it was trained on, as macros name them; in order
	 * @param model the rule
	 */
	public record Part(List<String> methods, LesionModel model) {

		/** Copies the list. */
		public Part {
			methods = List.copyOf(methods);
		}

		/** @return whether it was trained on maps of this method */
		public boolean knows(final String method) {
			return methods.stream().anyMatch(one -> one.equalsIgnoreCase(method.trim()));
		}
	}

	/** @throws IllegalArgumentException if there is no part */
	public LesionModels {
		parts = List.copyOf(parts);
		if (parts.isEmpty()) throw new IllegalArgumentException("there is no rule in it");
	}

	/** @return the part for maps of a method; the name may be empty */
	public Part of(final String method) {
		final Comparator<Part> bySize = Comparator.comparingInt(part -> part.methods().size());
		return parts.stream().filter(part -> part.knows(method)).min(bySize).orElseGet(() -> parts.stream().max(bySize).orElseThrow());
	}

	/** @return the same with one more part, which takes the place of one for the same methods */
	public LesionModels with(final Part part) {
		final List<Part> all = new ArrayList<>(parts.stream().filter(one -> !one.methods().equals(part.methods())).toList());
		all.add(part);
		return new LesionModels(all);
	}
}
