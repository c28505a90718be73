package org.perfusionj.network;

import java.util.Locale;

import org.perfusionj.work.PerfusionException;

/** Which library runs networks. */
public enum EngineKind {

	/** The first that can be used. */
	AUTO,
	/** ONNX Runtime: runs networks, does not train them. */
	ONNX,
	/** ND4J: runs and trains networks. */
	ND4J;

	/** @return name in parameters */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param text name in any case
	 * @throws PerfusionException if it is none
	 */
	public static EngineKind of(final String text) {
		for (final EngineKind kind : values())
			if (kind.key().equalsIgnoreCase(text.trim())) return kind;
		throw new PerfusionException("engine=" + text.trim() + " is unknown: use auto, onnx or nd4j.");
	}
}
