package org.perfusionj.commands;

import java.io.File;

/** What a parameter of a command holds, as the dialog, the macro language and the command line see it. */
public enum ParameterType {

	/** Free text; also a keyword-or-number such as {@code auto|20}. */
	TEXT("text"),

	/** {@code true} or {@code false}; the bare key means {@code true}. */
	FLAG("true|false"),

	/** A whole number. */
	INTEGER("whole number"),

	/** A decimal number, with a point. */
	NUMBER("number"),

	/** One word of a fixed list. */
	CHOICE("choice"),

	/** Path of a file. */
	FILE("file"),

	/** Path of a folder. */
	FOLDER("folder"),

	/** Path of a file or of a folder. */
	PATH("file or folder"),

	/** An object only the host can give (the active image, its selection). It has no key in macros and on the command line. */
	HOST("from the host");

	private final String words;

	ParameterType(final String words) {
		this.words = words;
	}

	/** @return the type in words, for help texts */
	public String words() {
		return words;
	}

	/** @return true if the value is a path that the user may browse for */
	public boolean isPath() {
		return this == FILE || this == FOLDER || this == PATH;
	}

	/** @return true if the value is a number */
	public boolean isNumber() {
		return this == INTEGER || this == NUMBER;
	}

	/**
	 * @param field class of the annotated field
	 * @param style widget style of the annotation
	 * @param hasChoices true if the annotation lists choices
	 */
	static ParameterType of(final Class<?> field, final String style, final boolean hasChoices) {
		if (field == boolean.class || field == Boolean.class) return FLAG;
		if (field == int.class || field == Integer.class || field == long.class || field == Long.class) return INTEGER;
		if (field == double.class || field == Double.class || field == float.class || field == Float.class) return NUMBER;
		if (field != String.class && field != File.class) return HOST;
		if (hasChoices) return CHOICE;
		for (final String word : style.split(",")) {
			switch (word.trim()) {
				case "directory", "folder":
					return FOLDER;
				case "both":
					return PATH;
				case "open", "save", "file":
					return FILE;
				default:
					// a style that says nothing about paths
			}
		}
		return field == File.class ? FILE : TEXT;
	}
}
