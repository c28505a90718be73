package org.perfusionj.phantom.perfusion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.WorkMonitor;

/**
 * The perfusion of one simulated patient: normal grey and white matter that vary smoothly, the lesion of an occlusion, what
 * may be taken for one (an old infarct, a chronic stenosis, lesions of the white matter), and what becomes of the arteries.
 * Fields are made once on a lattice of {@value BrainLattice#STEP_MM} mm and interpolated. Immutable and thread-safe.
 */
public final class PerfusionModel implements PerfusionField, VesselFates {

	private static final int FIELDS = Fields.COUNT;
	// in the order of Fields.packed
	private static final int GREY_CBF = 0;
	private static final int GREY_CBV = 1;
	private static final int WHITE_CBF = 2;
	private static final int WHITE_CBV = 3;
	private static final int GREY_ARRIVAL = 4;
	private static final int WHITE_ARRIVAL = 5;
	private static final int DISPERSION = 6;
	private static final int CORE = 7;
	private static final int PENUMBRA = 8;
	private static final int OLIGAEMIA = 9;
	private static final int SCAR = 10;
	private static final int WHITE_DENSITY = 11;
	private static final int DENSITY = 12;

	private final double alpha;
	private final BrainLattice brain;
	/** The values of a point side by side, in the order of {@link Fields#packed}. */
	private final float[] values;
	private final Optional<Clot> clot;
	private final ArterialFates fates;
	private final Map<String, Object> description;

	private PerfusionModel(final double alpha, final BrainLattice brain, final float[] values, final Optional<Clot> clot, final ArterialFates fates, final Map<String, Object> description) {
		this.alpha = alpha;
		this.brain = brain;
		this.values = values;
		this.clot = clot;
		this.fates = fates;
		this.description = description;
	}

	/**
	 * @param subject whose brain it is: age and sex set the normal flow
	 * @param occlusion where the clot sits
	 * @param circle which arteries feed what and can stand in for others, as it is {@link CircleOfWillis#beside} the occlusion
	 * @param anatomy tissue and arterial territories
	 * @param random the perfusion's own stream
	 * @param monitor asked for cancellation
	 * @return the perfusion of one case, made in about a second
	 * @throws IllegalArgumentException if the occlusion would act on both sides in this circle
	 * @throws org.perfusionj.work.PerfusionException if the anatomy has no brain in the territory of the occluded artery
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public static PerfusionModel draw(final Subject subject, final Occlusion occlusion, final CircleOfWillis circle, final HeadAnatomy anatomy, final RandomStream random, final WorkMonitor monitor) {
		if (!circle.equals(circle.beside(occlusion))) throw new IllegalArgumentException("the occlusion would act on both sides in this circle of Willis");
		final BrainLattice brain = new BrainLattice(anatomy);
		monitor.check();
		final Watershed watershed = new Watershed(brain);
		final Fields fields = new Fields(brain.size());
		// chosen: from a mixed compartment to a moderate spread of transit times, with which the true Tmax of normal tissue stays short
		final double alpha = random.named("alpha").logUniform(1, 3);
		final NormalTissue normal = NormalTissue.draw(subject, random.named("normal tissue"));
		monitor.check();
		normal.fill(brain, watershed, circle, fields, random.named("texture"));
		monitor.check();
		final Optional<Lesion> lesion = occlusion == Occlusion.NONE ? Optional.empty()
			: Optional.of(new Lesion(ClotSite.draw(occlusion, circle, random.named("clot")), brain, watershed, random.named("lesion")));
		monitor.check();
		final Optional<WhiteMatterLesions> whiteLesions = WhiteMatterLesions.draw(subject, random.named("white matter lesions"));
		whiteLesions.ifPresent(one -> one.apply(brain, fields, random.named("patches")));
		final Optional<Stenosis> stenosis = Stenosis.draw(occlusion, random.named("stenosis"));
		stenosis.ifPresent(one -> one.apply(brain, watershed, circle, lesion, fields));
		monitor.check();
		lesion.ifPresent(one -> one.apply(brain, fields, random.named("lesion texture")));
		final Optional<OldInfarct> scar = OldInfarct.draw(brain, lesion, random.named("old infarct"));
		scar.ifPresent(one -> one.apply(brain, fields));
		final ArterialFates fates = new ArterialFates(circle, lesion, stenosis, random.named("arteries"));

		final Map<String, Object> description = new LinkedHashMap<>();
		description.put("occlusion", occlusion.key());
		description.put("side", occlusion.side().name().toLowerCase(Locale.ROOT));
		description.put("alpha", alpha);
		description.put("normal_tissue", normal.description());
		lesion.ifPresent(one -> {
			final Map<String, Object> all = one.description();
			all.put("arteries", fates.description());
			description.put("lesion", all);
		});
		description.put("template_ml", volumes(brain, fields));
		final Map<String, Object> distractors = new LinkedHashMap<>();
		scar.ifPresent(one -> distractors.put("old_infarct", one.description()));
		stenosis.ifPresent(one -> distractors.put("carotid_stenosis", one.description()));
		whiteLesions.ifPresent(one -> distractors.put("white_matter_lesions", one.description()));
		description.put("distractors", distractors);
		return new PerfusionModel(alpha, brain, fields.packed(), lesion.map(one -> one.site().clot()), fates, Collections.unmodifiableMap(description));
	}

	/** Volume of each state, of tissue that is mostly in it. */
	private static Map<String, Object> volumes(final BrainLattice brain, final Fields fields) {
		final double[] sums = new double[TissueState.values().length];
		for (final int i : brain.inside())
			sums[state(fields.core[i], fields.penumbra[i], fields.oligaemia[i], fields.scar[i]).ordinal()] += brain.tissueMl(i);
		final Map<String, Object> volumes = new LinkedHashMap<>();
		for (final TissueState state : List.of(TissueState.CORE, TissueState.PENUMBRA, TissueState.OLIGAEMIA, TissueState.OLD_INFARCT, TissueState.NORMAL))
			volumes.put(state.name().toLowerCase(Locale.ROOT), sums[state.ordinal()]);
		return volumes;
	}

	private static TissueState state(final double core, final double penumbra, final double oligaemia, final double scar) {
		if (scar >= 0.5) return TissueState.OLD_INFARCT;
		if (core >= 0.5) return TissueState.CORE;
		// states are nested: what is half core or penumbra is at risk, whichever is more of it
		if (core + penumbra >= 0.5) return TissueState.PENUMBRA;
		return core + penumbra + oligaemia >= 0.5 ? TissueState.OLIGAEMIA : TissueState.NORMAL;
	}

	@Override
	public double alpha() {
		return alpha;
	}

	@Override
	public void sample(final double x, final double y, final double z, final double grey, final double white, final PerfusionPoint out) {
		final double i = brain.indexX(x);
		final double j = brain.indexY(y);
		final double k = brain.indexZ(z);
		final double u = i - (int) i;
		final double v = j - (int) j;
		final double w = k - (int) k;
		final int a = FIELDS * brain.point((int) i, (int) j, (int) k);
		final int b = a + FIELDS * BrainLattice.ROW;
		final int c = a + FIELDS * BrainLattice.PLANE;
		final int d = c + FIELDS * BrainLattice.ROW;
		final double a0 = (1 - u) * (1 - v) * (1 - w);
		final double a1 = u * (1 - v) * (1 - w);
		final double b0 = (1 - u) * v * (1 - w);
		final double b1 = u * v * (1 - w);
		final double c0 = (1 - u) * (1 - v) * w;
		final double c1 = u * (1 - v) * w;
		final double d0 = (1 - u) * v * w;
		final double d1 = u * v * w;
		final double[] there = out.fields;
		for (int f = 0; f < FIELDS; f++)
			there[f] = a0 * values[a + f] + a1 * values[a + FIELDS + f] + b0 * values[b + f] + b1 * values[b + FIELDS + f] + c0 * values[c + f] + c1 * values[c + FIELDS + f] + d0 * values[d + f] + d1 * values[d
				+ FIELDS + f];
		final double greyFlow = grey * there[GREY_CBF];
		final double whiteFlow = white * there[WHITE_CBF];
		out.cbf = greyFlow + whiteFlow;
		out.cbv = grey * there[GREY_CBV] + white * there[WHITE_CBV];
		// of a mixture most blood decides when it arrives
		out.arrivalS = out.cbf > 0 ? (greyFlow * there[GREY_ARRIVAL] + whiteFlow * there[WHITE_ARRIVAL]) / out.cbf : there[GREY_ARRIVAL];
		out.dispersionS = there[DISPERSION];
		out.core = there[CORE];
		out.penumbra = there[PENUMBRA];
		out.state = state(there[CORE], there[PENUMBRA], there[OLIGAEMIA], there[SCAR]);
		final double tissue = grey + white;
		out.densityChange = tissue > 0 ? there[DENSITY] + there[WHITE_DENSITY] * white / tissue : 0;
	}

	@Override
	public VesselFate of(final String branch, final double alongFraction) {
		return fates.of(branch, alongFraction);
	}

	/** @return the clot; empty in a head without an occlusion */
	public Optional<Clot> clot() {
		return clot;
	}

	/** @return everything that was drawn, with units in the names, in order: maps, lists, numbers and words that JSON can hold */
	public Map<String, Object> description() {
		return description;
	}
}
