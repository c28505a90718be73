package org.perfusionj.network.aifnet.training;

import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Phantoms of two heads: every fifth (seeds that end in 4 or 9) is of another one, so that a network does not learn a single anatomy by heart.
 *
 * @param most what most phantoms are made by
 * @param others what every fifth is made by
 */
public record MixedHeads(PhantomSource most, PhantomSource others) implements PhantomSource {

	private static final int EVERY = 5;

	@Override
	public Phantom create(final PhantomSettings settings, final Parallel parallel, final WorkMonitor monitor) {
		return (settings.seed() % EVERY == EVERY - 1 ? others : most).create(settings, parallel, monitor);
	}
}
