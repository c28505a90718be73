package org.perfusionj.commands;

import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.NetworkEngines;
import org.perfusionj.network.aifnet.AifnetFinders;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.network.residue.InstalledResidue;
import org.perfusionj.network.residue.ResidueMethods;

/** The networks that the commands use. */
final class StandardNetworks {

	private StandardNetworks() {}

	/** @return opens AIFNet */
	static AifnetFinders aifnet() {
		return new InstalledAifnet(engines());
	}

	/** @return opens networks for deep residue estimation */
	static ResidueMethods residue() {
		return new InstalledResidue(engines());
	}

	/** @return finds what networks can run on here */
	static NetworkEngines engines() {
		return new InstalledEngines();
	}
}
