package org.perfusionj.commands;

import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.aifnet.AifnetFinders;
import org.perfusionj.network.aifnet.InstalledAifnet;

/** The networks that the commands use. */
final class StandardNetworks {

	private StandardNetworks() {}

	/** @return opens AIFNet */
	static AifnetFinders aifnet() {
		return new InstalledAifnet(new InstalledEngines());
	}
}
