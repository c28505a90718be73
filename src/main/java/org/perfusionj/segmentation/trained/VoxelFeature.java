package org.perfusionj.segmentation.trained;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;


/**
 * One number that trees know of a voxel, by a name that says how it is made: {@code cbf} (relative CBF), {@code cbf@6} (smoothed within tissue with a standard deviation of 6 mm), {@code cbf@6-mirror} (its difference
 * from the mirrored side), {@code cbf@6:place} (where it lies between penumbra and core of this head). The list of names is part of a model file, so that a model and its features always fit.
 *
 * @param source of which
 * @param widthMm standard deviation of the Gaussian, in all directions, mm; 0 = not smoothed
 * @param form what becomes of the values
 */
public record VoxelFeature(FeatureSource source, double widthMm, FeatureForm form) {

	private static final Pattern NAME = Pattern.compile("([a-z_]+)(?:@(\\d+(?:\\.\\d+)?))?([-~/:][a-z]+)?");
	/** More is not a neighbourhood but the brain. */
	private static final double WIDEST_MM = 50;

	/** @throws IllegalArgumentException if the form is none of this source */
	public VoxelFeature {
		final boolean possible = form.isOfChances() ? source.isChance() && widthMm == 0 : source.isSmoothed() || widthMm == 0 && form == FeatureForm.VALUE;
		if (!possible || form.isComparedWithLesion() && source.isChance() || !(widthMm >= 0 && widthMm <= WIDEST_MM)) throw new IllegalArgumentException("there is no feature " + name(source, widthMm, form));
	}

	/**
	 * @param name of a feature
	 * @throws IllegalArgumentException if there is no such feature
	 */
	public static VoxelFeature of(final String name) {
		final Matcher match = NAME.matcher(name.trim());
		if (!match.matches()) throw new IllegalArgumentException("there is no feature " + name.trim());
		final String suffix = match.group(3) == null ? "" : match.group(3);
		final FeatureForm form = Arrays.stream(FeatureForm.values()).filter(one -> one.suffix().equals(suffix)).findFirst().orElseThrow(() -> new IllegalArgumentException("there is no feature " + name.trim()));
		final FeatureSource source = Arrays.stream(FeatureSource.values()).filter(one -> one.key().equals(match.group(1))).findFirst().orElseThrow(() -> new IllegalArgumentException("there is no feature " + name.trim()));
		return new VoxelFeature(source, match.group(2) == null ? 0 : Double.parseDouble(match.group(2)), form);
	}

	/** @return the name, from which {@link #of} makes it */
	public String name() {
		return name(source, widthMm, form);
	}

	private static String name(final FeatureSource source, final double widthMm, final FeatureForm form) {
		return source.key() + (widthMm == 0 ? "" : "@" + (widthMm == Math.rint(widthMm) ? String.format(Locale.ROOT, "%.0f", widthMm) : Double.toString(widthMm))) + form.suffix();
	}

	/** @return whether a stage before must have said where core and lesion are */
	public boolean needsChances() {
		return source.isChance() || form.isComparedWithLesion();
	}
}
