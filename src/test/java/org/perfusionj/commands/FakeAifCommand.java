package org.perfusionj.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The command {@code aif} with {@link FakeAifnet} instead of the network. */
@Plugin(type = Command.class, name = "fake_aif", menuPath = "Plugins>Perfusion>Fake AIFNet", headless = true)
public class FakeAifCommand extends EstimateVascularCommand {

	/** Finds by rules. */
	public FakeAifCommand() {
		super(new FakeAifnet());
	}
}
