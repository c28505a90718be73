package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;

/**
 * Who is scanned.
 *
 * @param ageYears 30 to 90
 * @param male whether the subject is a man (larger head, smaller flow)
 * @param haematocrit of large vessels, as a fraction
 */
public record Subject(double ageYears, boolean male, double haematocrit) {

	/** @return a subject of a stroke unit: mostly old */
	public static Subject draw(final RandomStream random) {
		final boolean male = random.chance(0.5);
		// blood of men holds about a tenth more cells
		return new Subject(random.gaussian(68, 13, 30, 90), male, random.gaussian(male ? 0.43 : 0.39, 0.045, 0.28, 0.54));
	}
}
