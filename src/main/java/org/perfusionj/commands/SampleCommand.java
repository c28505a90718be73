package org.perfusionj.commands;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.perfusionj.images.SeriesWindow;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Opens a small simulated CT perfusion scan of a head with a stroke, always the same: a sample to try the software on. */
@Plugin(type = Command.class, name = "sample", label = "Perfusion CT phantom", menuPath = "File>Open Samples>Perfusion CT phantom", headless = true,
	description = "Opens a small simulated CT perfusion scan of a head with a stroke. \"phantom\" makes others, and shows what is true of them.")
public class SampleCommand extends PerfusionCommand {

	/** The phantom that is also kept in the folder test-images, where the same settings stand as parameters of the command phantom. */
	static final PhantomSettings SETTINGS = new PhantomSettings(11, Optional.of(Occlusion.LEFT_M1), new ScanOptions(128, OptionalDouble.of(1.8), OptionalInt.of(4), OptionalDouble.of(10), OptionalInt.of(48), OptionalDouble.of(1.4),
		Timing.REGULAR, 1, 0));

	@Override
	protected void execute(final WorkMonitor monitor) {
		if (!Display.now().takesImages(false)) throw new BadParameterException("There is no display to open the sample on. To write a phantom: phantom output=/data/phantom1");
		final Phantom sample;
		try (Parallel parallel = Parallel.allCores()) {
			sample = new PhantomGenerator(new BuiltInTemplate()).create(SETTINGS, parallel, monitor);
		}
		monitor.log(SeriesSummary.of(sample.series(), monitor));
		monitor.log("Simulated. Research use only, not for diagnosis.");
		SeriesWindow.show(sample.series());
	}
}
