package org.perfusionj.phantom;

import java.util.Arrays;
import java.util.List;

import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.util.Fraction;

import org.perfusionj.phantom.scan.Artefacts;
import org.perfusionj.phantom.scan.Noise;
import org.perfusionj.phantom.scan.PointSpread;
import org.perfusionj.phantom.scan.ScanProtocol;
import org.perfusionj.phantom.scan.SliceArtefacts;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Acquires the frames of a case: signal of the head where it lies, blur, artefacts, noise, 16-bit HU. Artefacts are those of
 * the head in its first position. One piece of work is one slice of one frame.
 */
final class Scan {

	private final PhantomSettings settings;
	private final ScanProtocol protocol;
	private final SliceScanner scanner;
	private final PointSpread blur;
	private final ContrastPassage passage;
	private final VesselCandidates candidates;
	private final RandomStream random;

	Scan(final PhantomSettings settings, final ScanProtocol protocol, final SliceScanner scanner, final PointSpread blur, final ContrastPassage passage, final VesselCandidates candidates, final RandomStream random) {
		this.settings = settings;
		this.protocol = protocol;
		this.scanner = scanner;
		this.blur = blur;
		this.passage = passage;
		this.candidates = candidates;
		this.random = random;
	}

	PlanarImg<ShortType, ShortArray> acquire(final Parallel parallel, final WorkMonitor monitor) {
		final int slices = protocol.grid().slices();
		final int frames = protocol.times().frames();
		final int size = protocol.grid().planeSize();
		final float[][] density = new float[slices][size];
		final float[][] brain = new float[slices][];
		final SliceArtefacts[] projected = new SliceArtefacts[slices];
		final Artefacts physics = Artefacts.draw(protocol, random.named("artefacts"));
		monitor.progress(0, "Projecting the slices");
		parallel.forEach(slices, monitor, z -> {
			final float[] scratch = new float[blur.scratchSize()];
			scanner.density(z, density[z]);
			blur.blur(density[z], scratch);
			final float[] contrast = new float[size];
			scanner.enhancement(z, passage.fullestS(), contrast);
			brain[z] = scanner.brain(z);
			projected[z] = physics.of(z, density[z], brain[z], contrast);
		});
		final List<SliceArtefacts> artefacts = Artefacts.levelled(Arrays.asList(projected), Arrays.asList(brain), monitor);
		Arrays.fill(projected, null);
		Arrays.fill(brain, null);

		final Noise noise = new Noise(protocol.grid().width(), protocol.grid().height(), protocol.grid().spacingX(), random.named("noise"));
		final ShortArray[] planes = new ShortArray[slices * frames];
		parallel.run(planes.length, monitor, () -> {
			final float[] plane = new float[size];
			final float[] scratch = new float[blur.scratchSize()];
			return piece -> {
				final int t = piece / slices;
				final int z = piece % slices;
				if (z == 0) monitor.progress((double) t / frames, "Scanning frame " + (t + 1) + " of " + frames);
				image(z, t, density[z], plane, scratch);
				addArtefacts(artefacts.get(z), (float) passage.at(protocol.times().time(z, t)), plane);
				if (settings.scan().dose() > 0) noise.add(plane, z, t, protocol.noiseSd(), artefacts.get(z).noise(), artefacts.get(z).streakShare());
				planes[piece] = new ShortArray(rounded(plane));
			};
		});
		final PlanarImg<ShortType, ShortArray> image = new PlanarImg<>(Arrays.asList(planes), new long[] { protocol.grid().width(), protocol.grid().height(), slices, frames }, new Fraction());
		image.setLinkedType(new ShortType(image));
		return image;
	}

	private void image(final int z, final int t, final float[] density, final float[] plane, final float[] scratch) {
		final double timeS = protocol.times().time(z, t);
		final boolean still = protocol.motion().isStill(t);
		if (still || candidates.any(z)) {
			scanner.enhancement(z, timeS, plane);
			blur.blur(plane, scratch);
			candidates.note(z, t, plane);
		}
		if (still) for (int i = 0; i < plane.length; i++)
			plane[i] += density[i];
		else {
			scanner.moved(z, timeS, protocol.resampling(t), plane);
			blur.blur(plane, scratch);
		}
	}

	private static void addArtefacts(final SliceArtefacts artefacts, final float contrast, final float[] plane) {
		for (int i = 0; i < plane.length; i++)
			plane[i] += artefacts.error()[i] + contrast * artefacts.iodineError()[i];
	}

	private static short[] rounded(final float[] plane) {
		final short[] values = new short[plane.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (short) Math.round(Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, plane[i])));
		return values;
	}
}
