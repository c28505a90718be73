package org.perfusionj.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The command {@code residue} with {@link FakeResidue} instead of the network. */
@Plugin(type = Command.class, name = "fake_residue", menuPath = "Plugins>Perfusion>Fake residue estimation", headless = true)
public class FakeResidueCommand extends ResidueCommand {

	/** Deconvolves. */
	public FakeResidueCommand() {
		super(new FakeResidue());
	}
}
