package org.perfusionj.phantom.perfusion;

/** The perfusion of a point of the brain, filled by {@link PerfusionField#sample}; reused from point to point. */
public final class PerfusionPoint {

	/** Cerebral blood flow of the mixture of grey and white matter that was asked for, ml/100 g/min. */
	public double cbf;
	/** Cerebral blood volume of the mixture, ml/100 g. */
	public double cbv;
	/** When blood arrives, s after it passes the root of the arterial tree (the carotid artery at the skull base). */
	public double arrivalS;
	/** Mean of the exponential dispersion on the way from that root, s. */
	public double dispersionS;
	/** How much of it is infarct core, 0 to 1; fades over the edge of the lesion. */
	public double core;
	/** How much of it is penumbra, 0 to 1. */
	public double penumbra;
	/** What it mostly is. */
	public TissueState state = TissueState.NORMAL;
	/** Change of the density before contrast, HU (oedema, scar); at most 0. */
	public double densityChange;
	/** Room for the fields of {@link PerfusionModel} at the point, so that asking for one allocates nothing. */
	final double[] fields = new double[Fields.COUNT];
}
