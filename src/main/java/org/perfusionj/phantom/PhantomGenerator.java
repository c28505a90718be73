package org.perfusionj.phantom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.HeadTemplate;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.anatomy.TissueDensity;
import org.perfusionj.phantom.perfusion.CircleOfWillis;
import org.perfusionj.phantom.perfusion.Clot;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.perfusion.PerfusionModel;
import org.perfusionj.phantom.scan.PointSpread;
import org.perfusionj.phantom.scan.ScanProtocol;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.phantom.vessels.Vasculature;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Makes phantoms: draws a subject, a stroke, vessels, an injection and a scan by seed, paints the head, scans it and says
 * what is true. The same settings and template give the same phantom bit for bit, whatever the number of threads.
 * <p>
 * Everything that a phantom of a seed is made of is frozen under {@link #VERSION}: figures measured on phantoms hold for one
 * version.
 */
public final class PhantomGenerator implements PhantomSource {

	/** Version of the phantom. A change of anything that changes a phantom changes it, and every published table is made again. */
	public static final String VERSION = "1";

	/** Share of scans without a stroke. */
	private static final double HEALTHY = 0.15;
	private static final int RATERS = 2;

	private final HeadTemplate template;

	/** @param template where heads come from */
	public PhantomGenerator(final HeadTemplate template) {
		this.template = template;
	}

	/** @throws PerfusionException also if Java has too little memory for it, or if no artery or vein that could be measured is in the field of view */
	@Override
	public Phantom create(final PhantomSettings settings, final Parallel parallel, final WorkMonitor monitor) {
		monitor.progress(0, "Drawing the case");
		final RandomStream random = new RandomStream(settings.seed());
		final Subject subject = Subject.draw(random.named("subject"));
		final HeadAnatomy anatomy = template.head(subject, random.named("anatomy"), parallel, monitor);
		monitor.check();
		final HeadShape shape = HeadShape.draw(subject, random.named("shape"));
		final TissueDensity density = TissueDensity.draw(subject, random.named("density"));
		final Occlusion occlusion = settings.occlusion().orElseGet(() -> draw(random.named("occlusion")));
		final CircleOfWillis circle = CircleOfWillis.draw(random.named("circle of Willis")).beside(occlusion);
		final PerfusionModel perfusion = PerfusionModel.draw(subject, occlusion, circle, anatomy, random.named("perfusion"), monitor);
		final ScanProtocol protocol = ScanProtocol.draw(settings.scan(), anatomy, shape::toHead, random.named("scan"));
		final double lastS = protocol.times().lastS();
		final TimeGrid time = TissueCurves.fineGrid(lastS);
		PhantomMemory.require(protocol, time, parallel.threads());
		final Bolus bolus = Bolus.draw(subject, lastS, random.named("bolus"));

		monitor.progress(0.05, "Growing the vessels");
		final Vasculature vessels = Vasculature.draw(subject, shape, anatomy, circle, perfusion, perfusion, bolus, time, random.named("vessels"), parallel, monitor);
		final List<BloodPool> pools = vessels.pools();
		final TissueCurves curves = TissueCurves.of(bolus, perfusion.alpha(), time, parallel, monitor);

		monitor.progress(0.15, "Painting the head");
		final HeadPainter painter = new HeadPainter(anatomy, shape, density, perfusion, curves, poolDensity(pools, density.bloodHu(), perfusion.clot()));
		final HeadPlane[] head = painter.paint(protocol.headGrid(), vessels.rasterise(protocol.headGrid(), parallel, monitor), parallel, monitor);
		final SliceScanner scanner = new SliceScanner(head, protocol.headGrid(), protocol.planesPerSlice(), protocol.firstPlane(0), pools, curves, time);
		final PointSpread blur = new PointSpread(protocol.grid().width(), protocol.grid().height(), protocol.grid().spacingX());

		final VesselCandidates candidates = new VesselCandidates(protocol, scanner, pools, monitor);
		final Scan scan = new Scan(settings, protocol, scanner, blur, new ContrastPassage(bolus, time), candidates, random);
		final PerfusionSeries series = new PerfusionSeries("phantom-" + settings.seed(), scan.acquire(parallel, monitor.part(0.3, 0.95)), 1, 0, protocol.grid(), protocol.times(), SignalType.CT);

		monitor.progress(0.95, "Writing down the truth");
		final List<VesselVoxel> voxels = candidates.voxels(monitor);
		final VesselVoxel artery = expert(Vessel.AIF, voxels, occlusion);
		final VesselVoxel vein = expert(Vessel.VOF, voxels, occlusion);
		final ResiduePeak peak = new ResiduePeak(perfusion.alpha(), artery.pool().dispersionS(), parallel, monitor);
		final PhantomTruth truth = new TruthPainter(protocol.grid(), scanner, pools, blur).paint(peak, truth(Vessel.AIF, artery, voxels, occlusion, series, time, random), artery.pool().arrivalS(), truth(Vessel.VOF,
			vein, voxels, occlusion, series, time, random), parallel, monitor);
		monitor.progress(1, "Phantom " + settings.seed() + " is made");

		final Map<String, Object> description = new LinkedHashMap<>();
		description.put("phantom_version", VERSION);
		description.put("seed", settings.seed());
		description.put("anatomy", template.name());
		// in this order in every run, so that the file of a phantom is always the same
		final Map<String, Object> who = new LinkedHashMap<>();
		who.put("age_years", subject.ageYears());
		who.put("male", subject.male());
		who.put("haematocrit", subject.haematocrit());
		description.put("subject", who);
		description.put("density", density.description());
		description.put("circle_of_willis", circle.description());
		description.put("perfusion", perfusion.description());
		description.put("injection", bolus.description());
		description.put("vessels", vessels.description());
		description.put("vessel_labels", vessels.branchNames());
		description.put("scan", protocol.description());
		// one row for each frame: shift along x, y, z (RAS) in mm, rotation about x, y, z in degrees
		if (settings.scan().motion() > 0) description.put("motion_mm_degrees", protocol.motion().parameters());
		return new Phantom(settings, template.name(), occlusion, series, truth, description);
	}

	private static Occlusion draw(final RandomStream random) {
		return random.chance(HEALTHY) ? Occlusion.NONE : random.pick(Occlusion.strokes());
	}

	/** @return HU before contrast: a piece of artery is clot if its middle is, the place at which its contrast is decided too */
	static List<Double> poolDensity(final List<BloodPool> pools, final double bloodHu, final Optional<Clot> clot) {
		final List<Double> density = new ArrayList<>();
		for (final BloodPool pool : pools)
			density.add(clot.filter(one -> one.branch().equals(pool.branch()) && one.holds((pool.fromFraction() + pool.toFraction()) / 2)).map(Clot::hu).orElse(bloodHu));
		return density;
	}

	private static VesselVoxel expert(final Vessel vessel, final List<VesselVoxel> voxels, final Occlusion occlusion) {
		return new ExpertRule(vessel, occlusion).choose(voxels).orElseThrow(() -> new PerfusionException("No " + (vessel == Vessel.AIF ? "artery" : "sinus") +
			" in which contrast arrives during the scan is in the field of view, so the phantom would have no true " + vessel.name() + ". Scan more slices or longer, or take another seed."));
	}

	private static VesselTruth truth(final Vessel vessel, final VesselVoxel chosen, final List<VesselVoxel> voxels, final Occlusion occlusion, final PerfusionSeries series, final TimeGrid time, final RandomStream random) {
		final List<RaterPick> raters = new ArrayList<>();
		for (int rater = 1; rater <= RATERS; rater++) {
			final VesselVoxel pick = new SimulatedRater(vessel, occlusion, random.named("rater").numbered(rater).named(vessel.name())).choose(voxels).orElse(chosen);
			raters.add(new RaterPick(pick.voxel(), MeasuredCurve.of(series, pick.voxel(), pick.shape().bolusArrivalS().getAsDouble())));
		}
		return new VesselTruth(vessel, chosen.pool().branch(), BloodCurve.of(chosen.pool(), time, series.times(), 0), chosen.voxel(), chosen.curve(), raters);
	}
}
