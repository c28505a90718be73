package org.perfusionj.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The command {@code compare-methods} with {@link FakeResidue} instead of the network. */
@Plugin(type = Command.class, name = "fake_compare", menuPath = "Plugins>Perfusion>Fake comparison of methods", headless = true)
public class FakeCompareCommand extends CompareMethodsCommand {

	/** Deconvolves. */
	public FakeCompareCommand() {
		super(ToldMethod.of(new FakeResidue()));
	}
}
