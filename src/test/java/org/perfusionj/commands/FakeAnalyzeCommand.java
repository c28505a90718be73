package org.perfusionj.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The command {@code analyze} with {@link FakeResidue} instead of the network. */
@Plugin(type = Command.class, name = "fake_analyze", menuPath = "Plugins>Perfusion>Fake analysis", headless = true)
public class FakeAnalyzeCommand extends AnalyzeCommand {

	/** Deconvolves. */
	public FakeAnalyzeCommand() {
		super(new FakeResidue());
	}
}
