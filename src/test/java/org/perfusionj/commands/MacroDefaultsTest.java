package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

public class MacroDefaultsTest {

	/** Called by the macro, on its thread. */
	public static String processInMacro() {
		final Module module = process();
		return module.isInputResolved("method") + "," + module.getInput("method") + "," + module.isInputResolved("image") + "," + module.getInput("kappa");
	}

	private static Module process() {
		try (Context context = new Context()) {
			final Module module = context.service(ModuleService.class).createModule(context.service(CommandService.class).getCommand(DeconvolveCommand.class));
			module.setInput("kappa", 1.0);
			module.resolveInput("kappa");
			new MacroDefaults().process(module);
			return module;
		}
	}

	@Test
	void whatAMacroDoesNotNameGetsItsDefault() {
		assertEquals("true,oSVD,false,1.0", IJ.runMacro("return call('org.perfusionj.commands.MacroDefaultsTest.processInMacro');"));
	}

	@Test
	void outsideMacrosNothingIsResolved() {
		final Module module = process();
		assertFalse(module.isInputResolved("method"));
		assertTrue(module.isInputResolved("kappa"));
	}

	@Test
	void sciJavaFindsIt() {
		try (Context context = new Context()) {
			assertTrue(context.service(PluginService.class).getPluginsOfType(PreprocessorPlugin.class).stream().anyMatch(plugin -> plugin.getClassName().equals(MacroDefaults.class.getName())));
		}
	}
}
