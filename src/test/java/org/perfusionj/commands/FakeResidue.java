package org.perfusionj.commands;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.Device;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.network.residue.ResidueRequest;
import org.perfusionj.network.residue.Uncertainty;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Stands in for the network: cSVD, whose Tmax is called BAD; standard deviations are a tenth of CBF and 0.5 s; the local AIF is {@value #LOCAL} times the global
 * one. There is no CUDA.
 */
public final class FakeResidue implements ResidueMethods {

	/** Local AIF in units of the global one. */
	static final double LOCAL = 0.8;
	/** Relative standard deviation of CBF. */
	static final double SPREAD = 0.1;
	/** Longest frame interval without a warning, s. */
	private static final double LONGEST_S = 3;

	@Override
	public PerfusionMethod find(final ResidueRequest request, final WorkMonitor monitor) {
		if (request.engine().device() == Device.CUDA) throw new PerfusionException("There is no CUDA here. Use device=cpu.");
		monitor.log("The network runs on nothing");
		return new Method(request, new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.CSVD).withKappa(request.kappa()), request.density()));
	}

	private record Method(ResidueRequest request, DeconvolutionMethod deconvolution) implements PerfusionMethod {

		@Override
		public String name() {
			return "fake network";
		}

		private boolean isUnsure() {
			return request.uncertainty() != Uncertainty.NONE;
		}

		@Override
		public Map<String, String> parameters() {
			final Map<String, String> parameters = new LinkedHashMap<>();
			parameters.put("method", name());
			parameters.put("engine", "fake on " + request.engine().device().key());
			parameters.put("model", request.model().map(Path::toString).orElse("shipped"));
			parameters.put("uncertainty", Boolean.toString(isUnsure()));
			return parameters;
		}

		@Override
		public Prepared prepare(final double[] aif, final TimeGrid time) {
			final Prepared prepared = deconvolution.prepare(aif, time);
			return new Prepared() {

				@Override
				public Set<PerfusionMap> maps() {
					return isUnsure() ? EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD) : EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD);
				}

				@Override
				public boolean estimatesLocalAif() {
					return true;
				}

				@Override
				public List<String> warnings() {
					return time.stepS() > LONGEST_S ? List.of("The frames are " + time.stepS() + " s apart; the network has learned intervals up to " + LONGEST_S + " s.") : List.of();
				}

				@Override
				public Estimator newEstimator(final int capacity) {
					final Estimator estimator = prepared.newEstimator(capacity);
					final EstimateBlock found = new EstimateBlock(prepared.maps(), capacity, time.count(), true, false);
					return (tissue, count, out) -> {
						estimator.estimate(tissue, count, found);
						System.arraycopy(found.values(PerfusionMap.CBF), 0, out.values(PerfusionMap.CBF), 0, count);
						System.arraycopy(found.values(PerfusionMap.TMAX), 0, out.values(PerfusionMap.BAD), 0, count);
						if (isUnsure()) for (int v = 0; v < count; v++)
							out.values(PerfusionMap.CBF_SD)[v] = (float) (SPREAD * found.values(PerfusionMap.CBF)[v]);
						if (isUnsure()) Arrays.fill(out.values(PerfusionMap.BAD_SD), 0, count, 0.5f);
						if (out.residue() != null) for (int k = 0; k < time.count(); k++)
							System.arraycopy(found.residue()[k], 0, out.residue()[k], 0, count);
						if (out.localAif() != null) for (int k = 0; k < time.count(); k++)
							Arrays.fill(out.localAif()[k], 0, count, (float) (LOCAL * aif[k]));
					};
				}
			};
		}
	}
}
