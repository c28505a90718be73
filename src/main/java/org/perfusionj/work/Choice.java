package org.perfusionj.work;

import java.util.Arrays;
import java.util.List;

/** One of several values among which the user chooses by name, for example {@code filter=gaussian}. */
public interface Choice {

	/** @return the name in macros, on the command line and in tables */
	String key();

	/**
	 * @param <C> type of the choices
	 * @param parameter name of the parameter, for the message
	 * @param text what the user wrote: the key of a choice, in any case, blanks around it allowed
	 * @param choices all choices
	 * @return the one with that key
	 * @throws PerfusionException naming all choices, if it is none of them
	 */
	static <C extends Choice> C of(final String parameter, final String text, final C[] choices) {
		for (final C choice : choices)
			if (choice.key().equalsIgnoreCase(text.trim())) return choice;
		final List<String> keys = Arrays.stream(choices).map(Choice::key).toList();
		throw new PerfusionException(parameter + "=" + text.trim() + " is unknown: use " + String.join(", ", keys.subList(0, keys.size() - 1)) + " or " + keys.get(keys.size() - 1) + ".");
	}
}
