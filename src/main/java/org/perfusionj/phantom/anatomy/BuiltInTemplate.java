package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * A head made of shapes, for machines without an atlas: ellipsoids, limbs and sheets in the places and sizes of an adult head in MNI
 * space, folded and bent at random. Schematic, but its arteries run in fluid and its sinuses under bone where the way points of
 * the vessels say.
 */
public final class BuiltInTemplate implements HeadTemplate {

	@Override
	public String name() {
		return "built-in";
	}

	@Override
	public HeadAnatomy head(final Subject subject, final RandomStream random, final Parallel parallel, final WorkMonitor monitor) {
		final double atrophy = Ageing.atrophy(subject, random.named("atrophy"));
		final Ventricles ventricles = new Ventricles(atrophy, random.named("ventricles"));
		final HeadLattice lattice = new LatticeBuilder(atrophy, ventricles, random).build(parallel, monitor);
		return new BuiltInHead(lattice, atrophy, ventricles, new Calcifications(subject.ageYears(), random.named("calcium")), random.named("texture"));
	}
}
