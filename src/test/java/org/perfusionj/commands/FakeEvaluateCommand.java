package org.perfusionj.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The command {@code evaluate} with {@link FakeResidue} instead of the network. */
@Plugin(type = Command.class, name = "fake_evaluate", menuPath = "Plugins>Perfusion>Fake evaluation", headless = true)
public class FakeEvaluateCommand extends EvaluateCommand {

	/** Deconvolves. */
	public FakeEvaluateCommand() {
		super(ToldMethod.of(new FakeResidue()));
	}
}
