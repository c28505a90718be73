package org.perfusionj.network;

import org.perfusionj.work.PerfusionException;

/**
 * What a user wants networks to run on.
 *
 * @param kind which library
 * @param device CPU or CUDA
 */
public record EngineChoice(EngineKind kind, Device device) {

	/** Whatever is best here. */
	public static final EngineChoice AUTO = new EngineChoice(EngineKind.AUTO, Device.AUTO);

	/**
	 * @param engine the parameter {@code engine=}
	 * @param device the parameter {@code device=}
	 * @throws PerfusionException if one of them is unknown
	 */
	public static EngineChoice of(final String engine, final String device) {
		return new EngineChoice(EngineKind.of(engine), Device.of(device));
	}

	/** @return any library on a device */
	public static EngineChoice on(final Device device) {
		return new EngineChoice(EngineKind.AUTO, device);
	}
}
