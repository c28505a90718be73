package org.perfusionj.commands;

import org.perfusionj.report.CurveExplorer;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/** Opens the curve explorer of a perfusion map again, or brings it to the front. */
@Plugin(type = Command.class, name = "explore", label = "Explore curves", menuPath = "Plugins>Perfusion>Explore curves", headless = true,
	description = "Shows the curves of the voxel under the cursor for the perfusion map that is the active image. Research use only.")
public class ExploreCommand extends PerfusionCommand {

	@Parameter(label = "Image", required = false, persist = false, description = "A map that deconvolve or residue has made and shown.")
	private ImagePlus image;

	@Override
	protected void execute(final WorkMonitor monitor) {
		if (Display.now() != Display.WINDOWS) throw new BadParameterException("There is no display to show curves on.");
		if (image == null) throw new BadParameterException("There is no map. Make some with deconvolve or residue, click one of them, and choose this again.");
		final CurveExplorer explorer = CurveExplorer.of(image).orElseThrow(() -> new BadParameterException("The curves of \"" + image.getTitle() +
			"\" cannot be shown: it is no map that was made since ImageJ was started, or it was made with explore=false. Make the maps again with explore=true, and click one of them."));
		EventThread.make(explorer::open).toFront();
	}
}
