/**
 * One thin SciJava command for each menu item, over {@link org.perfusionj.commands.PerfusionCommand}. A command's
 * annotated fields are the single source of its dialog, macro keys, command line and help
 * ({@link org.perfusionj.commands.CommandParameters} reads them).
 */
package org.perfusionj.commands;
