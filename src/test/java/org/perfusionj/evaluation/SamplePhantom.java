package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.RaterPick;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleSeries;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Phantoms made of the sample series: small, made in half a second, with a truth that tests can compute themselves. Odd seeds are strokes of the left M1. */
public final class SamplePhantom implements PhantomSource {

	/** Rater 1 sees a curve of 0.9 of the height, rater 2 one that is a frame late. */
	public static final double RATER1_SCALE = 0.9;

	/** Clock of the series: its first frame is not at 0. */
	static final double FIRST_FRAME_S = 3;

	private final List<Long> impossible;

	/** @param impossible seeds of phantoms that cannot be made */
	public SamplePhantom(final Long... impossible) {
		this.impossible = List.of(impossible);
	}

	@Override
	public Phantom create(final PhantomSettings settings, final Parallel parallel, final WorkMonitor monitor) {
		monitor.check();
		if (impossible.contains(settings.seed())) throw new PerfusionException("There is no phantom " + settings.seed() + ".");
		final SampleSeries sample = SampleSeries.create(settings.seed());
		final double[] times = sample.aif().times();
		for (int i = 0; i < times.length; i++)
			times[i] += FIRST_FRAME_S;
		return new Phantom(settings, "sample", settings.occlusion().orElse(Occlusion.LEFT_M1), sample.series().withTimes(AcquisitionTimes.of(times)), truth(sample, times), Map.of());
	}

	private static PhantomTruth truth(final SampleSeries sample, final double[] times) {
		final Volume labels = new Volume(sample.cbf().grid());
		final Volume vessels = new Volume(sample.cbf().grid());
		final Volume states = new Volume(sample.cbf().grid());
		final Volume brain = new Volume(sample.cbf().grid());
		for (int z = 0; z < labels.grid().slices(); z++)
			for (int i = 0; i < labels.grid().planeSize(); i++) {
				final SampleTissue tissue = SampleTissue.values()[(int) sample.labels().plane(z)[i]];
				labels.plane(z)[i] = switch (tissue) {
					case GREY, GREY_PENUMBRA, GREY_CORE, ARTERY -> Tissue.GREY.ordinal();
					case WHITE, WHITE_PENUMBRA, WHITE_CORE -> Tissue.WHITE.ordinal();
					case CSF -> Tissue.CSF.ordinal();
					default -> Tissue.AIR.ordinal();
				};
				states.plane(z)[i] = switch (tissue) {
					case GREY_PENUMBRA, WHITE_PENUMBRA -> TissueState.PENUMBRA.ordinal();
					case GREY_CORE, WHITE_CORE -> TissueState.CORE.ordinal();
					default -> 0;
				};
				vessels.plane(z)[i] = tissue == SampleTissue.ARTERY || tissue == SampleTissue.VEIN ? 1 : 0;
				brain.plane(z)[i] = tissue.isPerfused() || tissue == SampleTissue.ARTERY ? 1 : 0;
			}
		return new PhantomTruth(sample.cbf(), sample.cbv(), sample.mtt(), sample.delay(), sample.delay(), labels, vessels, states, Mask.nonZero(brain), where(states, TissueState.CORE), where(states, TissueState.PENUMBRA), vessel(Vessel.AIF,
			sample.aif(), first(sample, SampleTissue.ARTERY), times), vessel(Vessel.VOF, sample.vof(), first(sample, SampleTissue.VEIN), times));
	}

	private static Mask where(final Volume states, final TissueState state) {
		final Volume flags = new Volume(states.grid());
		for (int z = 0; z < states.grid().slices(); z++)
			for (int i = 0; i < states.grid().planeSize(); i++)
				flags.plane(z)[i] = states.plane(z)[i] == state.ordinal() ? 1 : 0;
		return Mask.nonZero(flags);
	}

	private static Voxel first(final SampleSeries sample, final SampleTissue tissue) {
		for (int z = 0; z < sample.labels().grid().slices(); z++)
			for (int i = 0; i < sample.labels().grid().planeSize(); i++)
				if (sample.labels().plane(z)[i] == tissue.ordinal()) return new Voxel(i % sample.labels().grid().width(), i / sample.labels().grid().width(), z);
		throw new IllegalStateException("no " + tissue);
	}

	private static VesselTruth vessel(final Vessel vessel, final TimeCurve curve, final Voxel voxel, final double[] times) {
		final TimeCurve blood = new TimeCurve(times, curve.values());
		final List<RaterPick> raters = new ArrayList<>();
		raters.add(new RaterPick(voxel, blood.scaled(RATER1_SCALE)));
		raters.add(new RaterPick(new Voxel(voxel.x() + 3, voxel.y(), voxel.z()), new TimeCurve(times, later(curve.values(), 1))));
		return new VesselTruth(vessel, "branch of the " + vessel, blood, voxel, blood, raters);
	}

	/** @return the values some frames later */
	static double[] later(final double[] values, final int frames) {
		final double[] later = new double[values.length];
		System.arraycopy(values, 0, later, frames, values.length - frames);
		return later;
	}

	/** @return settings of an evaluation of phantoms like these */
	public static PhantomEvaluationSettings settings(final String seeds, final List<VascularChoice> estimators, final List<PerfusionMethod> methods, final List<LesionRule> rules) {
		return settings(seeds, estimators, methods, rules, false);
	}

	/** @return settings of an evaluation of phantoms like these, of lesions only if so wished; what rules find is not cleaned, and Tmax not corrected: methods of tests do not deconvolve */
	static PhantomEvaluationSettings settings(final String seeds, final List<VascularChoice> estimators, final List<PerfusionMethod> methods, final List<LesionRule> rules, final boolean lesionsOnly) {
		final List<LesionChoice> choices = rules.stream().map(rule -> new SegmentationSettings(rule, Exclusions.DEFAULTS, Cleaning.NONE, false)).map(one -> new LesionChoice(one, one)).toList();
		return new PhantomEvaluationSettings(SeedRange.of(seeds), Optional.empty(), ScanOptions.DEFAULTS, PreprocessingSettings.DEFAULTS, estimators, methods, 0.73, 1, choices, lesionsOnly);
	}

	/** @return AIFNet where its libraries are not installed */
	static AifnetVessels withoutNetwork() {
		return new AifnetVessels((vessels, model, device, monitor) -> {
			throw new PerfusionException("The network libraries are not installed.");
		}, Optional.empty(), EngineChoice.on(Device.CPU));
	}
}
