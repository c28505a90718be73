package org.perfusionj.phantom;

import java.util.Optional;

import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;

/**
 * What kind of phantom is wanted.
 *
 * @param seed of everything that is drawn
 * @param occlusion where the clot sits; empty = drawn by the seed
 * @param scan how it is scanned
 */
public record PhantomSettings(long seed, Optional<Occlusion> occlusion, ScanOptions scan) {

	/** @return a phantom of which the seed draws everything: see {@link ScanOptions#DEFAULTS} */
	public static PhantomSettings of(final long seed) {
		return new PhantomSettings(seed, Optional.empty(), ScanOptions.DEFAULTS);
	}
}
