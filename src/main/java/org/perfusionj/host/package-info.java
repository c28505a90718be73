/**
 * What stands between a host (plain ImageJ, a terminal) and the commands: finding them, dialog, macro options, recorder,
 * progress, messages, exit codes. Nothing imports this package; {@link org.perfusionj.host.startup} enters it by name.
 */
package org.perfusionj.host;
