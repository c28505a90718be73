package org.perfusionj.commands;

import ij.IJ;

import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * In a macro, gives every parameter of a {@link PerfusionCommand} that the macro does not name its default. Without this,
 * Fiji would take it from the last run or ask for it in a dialog, and the same macro would do different things on different
 * machines. Runs after imagej-legacy's MacroPreprocessor (priority 2 x VERY_HIGH), which reads what the macro names, and
 * before everything that loads or asks for values. Plain ImageJ does not come this way.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH)
public final class MacroDefaults extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!IJ.isMacro() || !(module.getDelegateObject() instanceof PerfusionCommand) || !(module.getInfo() instanceof CommandInfo info)) return;
		// services and the active image are filled by others; what has no default must be asked for
		for (final ParameterInfo parameter : CommandParameters.of(info).keyed())
			if (!parameter.required() && !module.isInputResolved(parameter.key())) module.resolveInput(parameter.key());
	}
}
