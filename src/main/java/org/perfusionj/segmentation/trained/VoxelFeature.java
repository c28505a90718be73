package org.perfusionj.segmentation.trained;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One number that trees know of a voxel, by a name that says how it is made: {@code cbf} (relative CBF), {@code cbf@6} (smoothed within tissue with a standard deviation of 6 mm), {@code cbf@6-mirror} (its difference
 * from the mirrored side), {@code cbf@6/mirror:place} (where its ratio to the mirrored side lies between penumbra and core of this head). The list of names is part of a model file, so that a model and its features
 * always fit.
 *
 * @param source of which
 * @param widthMm standard deviation of the Gaussian, in all directions, mm; 0 = not smoothed
 * @param mirror how it is compared with the mirrored side
 * @param lesion how it is seen with what the stage before says
 */
public record VoxelFeature(FeatureSource source, double widthMm, MirrorForm mirror, LesionForm lesion) {

	private static final Pattern NAME = Pattern.compile("([a-z_]+)(?:@(\\d+(?:\\.\\d+)?))?([-~/]mirror)?(:[a-z]+)?");
	/** More is not a neighbourhood but the brain. */
	private static final double WIDEST_MM = 50;

	/** @throws IllegalArgumentException if there is no such feature */
	public VoxelFeature {
		final boolean plain = widthMm == 0 && mirror == MirrorForm.NONE;
		final boolean possible = switch (source) {
			case CORE, LESION -> mirror == MirrorForm.NONE && (lesion == LesionForm.NONE || widthMm == 0 && lesion.isOfChances());
			case MIDLINE, EDGE -> plain && lesion == LesionForm.NONE;
			default -> !lesion.isOfChances();
		};
		if (!possible || !(widthMm >= 0 && widthMm <= WIDEST_MM)) throw new IllegalArgumentException("there is no feature " + name(source, widthMm, mirror, lesion));
	}

	/**
	 * @param name of a feature
	 * @throws IllegalArgumentException if there is no such feature
	 */
	public static VoxelFeature of(final String name) {
		final Matcher match = NAME.matcher(name.trim());
		if (!match.matches()) throw unknown(name);
		return new VoxelFeature(one(FeatureSource.values(), FeatureSource::key, match.group(1), name), match.group(2) == null ? 0 : Double.parseDouble(match.group(2)), one(MirrorForm.values(), MirrorForm::suffix, match.group(3), name), one(LesionForm
			.values(), LesionForm::suffix, match.group(4), name));
	}

	private static <E> E one(final E[] values, final Function<E, String> text, final String wanted, final String name) {
		return Arrays.stream(values).filter(value -> text.apply(value).equals(wanted == null ? "" : wanted)).findFirst().orElseThrow(() -> unknown(name));
	}

	private static IllegalArgumentException unknown(final String name) {
		return new IllegalArgumentException("there is no feature " + name.trim());
	}

	/** @return the name, from which {@link #of} makes it */
	public String name() {
		return name(source, widthMm, mirror, lesion);
	}

	private static String name(final FeatureSource source, final double widthMm, final MirrorForm mirror, final LesionForm lesion) {
		return source.key() + (widthMm == 0 ? "" : "@" + (widthMm == Math.rint(widthMm) ? String.format(Locale.ROOT, "%.0f", widthMm) : Double.toString(widthMm))) + mirror.suffix() + lesion.suffix();
	}

	/** @return whether a stage before must have said where core and lesion are */
	public boolean needsChances() {
		return source.isChance() || lesion != LesionForm.NONE;
	}
}
