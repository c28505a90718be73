package org.perfusionj.network;

import java.util.Locale;

import org.perfusionj.work.PerfusionException;

/** What a network runs on. */
public enum Device {

	/** A CUDA GPU if one can be used, else the CPU. */
	AUTO,
	/** The processor. */
	CPU,
	/** A CUDA GPU; an error if there is none. */
	CUDA;

	/** @return name in parameters */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param text name in any case
	 * @throws PerfusionException if it is none
	 */
	public static Device of(final String text) {
		for (final Device device : values())
			if (device.key().equalsIgnoreCase(text.trim())) return device;
		throw new PerfusionException("device=" + text.trim() + " is unknown: use auto, cpu or cuda.");
	}
}
