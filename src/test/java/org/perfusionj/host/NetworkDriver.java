package org.perfusionj.host;

import java.util.Arrays;
import java.util.List;

import org.perfusionj.network.Architecture;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.Layer;
import org.perfusionj.network.Network;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Runs a small network on what is installed and prints its result, or the message that a user would see. */
public final class NetworkDriver {

	private NetworkDriver() {
	}

	/** @param arguments engine and device with a comma between */
	public static void main(final String[] arguments) {
		final String[] wanted = arguments[0].split(",");
		final Architecture architecture = new Architecture(2, List.of(new Layer.Convolution(3, 3, 3, 2, 1, true)));
		final float[] weights = new float[architecture.parameters()];
		Arrays.fill(weights, 1);
		final FieldShape shape = new FieldShape(2, 4, 4, 2);
		final float[] input = new float[shape.values()];
		Arrays.fill(input, 1);
		try (Network network = new InstalledEngines().find(EngineChoice.of(wanted[0], wanted[1]), new Printing()).open(architecture, weights)) {
			// a corner has 2 x 2 x 2 cells of 2 channels around it, and there is the bias
			System.out.println("corner " + network.run(shape, input)[0]);
		}
		catch (final PerfusionException unavailable) {
			System.out.println("message " + unavailable.getMessage());
		}
	}

	private static final class Printing implements WorkMonitor {

		@Override
		public void progress(final double fraction, final String message) {
			// not printed
		}

		@Override
		public void log(final String message) {
			System.out.println("log " + message);
		}

		@Override
		public boolean isCancelled() {
			return false;
		}
	}
}
