package org.perfusionj.commands;

import org.perfusionj.network.aifnet.AifnetFinders;
import org.perfusionj.work.PerfusionException;

/** The networks that the commands use. */
final class StandardNetworks {

	private StandardNetworks() {}

	/** @return opens AIFNet */
	static AifnetFinders aifnet() {
		return (vessels, model, device, monitor) -> {
			throw new PerfusionException("AIFNet has no weights in this version. Use aif=classical.");
		};
	}
}
