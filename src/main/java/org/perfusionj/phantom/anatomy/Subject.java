package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;

/**
 * Who is scanned.
 *
 * @param ageYears 30 to 90
 * @param male whether the subject is a man (larger head, smaller flow)
 * @param haematocrit of large vessels, as a fraction
 * @param cardiacOutput relative to the usual: a low one makes a bolus late, wide and low
 * @param arterialLag factor on all times that blood needs along arteries, to tissue as to the vessels seen
 * @param arterialDispersionS mean of the dispersion along the longest arteries, which tissue beyond them has too, s
 */
public record Subject(double ageYears, boolean male, double haematocrit, double cardiacOutput, double arterialLag, double arterialDispersionS) {

	private static final double FAILING = 0.12;

	/** A subject with the usual circulation. */
	public Subject(final double ageYears, final boolean male, final double haematocrit) {
		this(ageYears, male, haematocrit, 1, 1, 0.35);
	}

	/** @return a subject of a stroke unit: mostly old */
	public static Subject draw(final RandomStream random) {
		final boolean male = random.chance(0.5);
		final double age = random.gaussian(68, 13, 30, 90);
		// blood of men holds about a tenth more cells
		final double haematocrit = random.gaussian(male ? 0.43 : 0.39, 0.045, 0.28, 0.54);
		final RandomStream heart = random.named("heart");
		final double usual = heart.gaussian(1, 0.12, 0.75, 1.3);
		final double failing = heart.uniform(0.5, 0.75);
		// chosen; old age lowers the output
		final double output = Math.min(1.35, (heart.chance(FAILING) ? failing : usual) * (1 - 0.004 * (age - 65)));
		return new Subject(age, male, haematocrit, output, heart.uniform(0.85, 1.2) / output, heart.uniform(0.2, 0.5));
	}
}
