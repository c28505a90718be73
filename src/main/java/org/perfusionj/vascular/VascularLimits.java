package org.perfusionj.vascular;

/**
 * What curves of arteries and large veins are like: the one home of the numbers by which curves are refused, chosen and judged.
 * Where no paper is named, they come from the voxels that an expert would pick in simulated scans, whose AIFs arrive 1.5 s before
 * to 1.5 s after the bolus, rise 1.5 to 5 s before the mean of the tissue, and whose VOFs rise 3.5 to 8 s after the AIF.
 */
public final class VascularLimits {

	/** A smoothed maximum below this many noise standard deviations is noise: white noise itself reaches about 1.5. */
	static final double BOLUS_CONTRAST_TO_NOISE = 2.5;
	/** Below this contrast to noise no shape can be measured. */
	static final double LEAST_CONTRAST_TO_NOISE = 4;
	/** Contrast to noise below which a curve is doubtful. */
	static final double GOOD_CONTRAST_TO_NOISE = 10;
	/** Vessels are several times higher than tissue, which is a few per cent blood. */
	static final double LEAST_HEIGHT_OVER_TISSUE = 3;
	/** An artery lower than this has nothing of its own. */
	static final double HOPELESS_HEIGHT_OVER_TISSUE = 1.5;

	/** Narrower than this is a spike: the injection alone takes 5 s or more. */
	static final double LEAST_WIDTH_S = 3;
	/** An AIF wider than this is dispersed or not an artery; measured ones have 8 to 13 s. */
	static final double WIDE_AIF_S = 20;
	/** A VOF wider than this is no first passage; on its way through the brain a bolus gains 2 to 5 s. */
	static final double WIDE_VOF_S = 28;
	/** Wider than this is no bolus, even in a failing heart. */
	static final double HOPELESS_WIDTH_S = 45;

	/** A curve may rise this much before the bolus arrival of the series, which is measured on all tissue. */
	static final double BEFORE_ARRIVAL_S = 3;
	/** An AIF that arrives this much after the bolus is delayed; veins do so by 3 s and more. */
	static final double AFTER_ARRIVAL_S = 2;
	/** Blood takes seconds to pass the tissue, so that an AIF rises at least this much before the mean of the tissue; one that rises after it does not feed it. */
	static final double LEAST_LEAD_S = 1.5;
	/** Arteries rise before the mean of the tissue and veins after it. An AIF of which this part rises after it is doubtful... */
	static final double SOME_VEIN = 0.15;
	/** ...and of which this part does so is no AIF: its width is that of the transit through the brain. */
	static final double MUCH_VEIN = 1.0 / 3;
	/** A vein rises at least this much after the artery. */
	static final double LEAST_LAG_S = 1.5;
	/** No vein of the head rises later than this after its arteries. */
	static final double LARGEST_LAG_S = 25;
	/** All blood passes both, so AIF and VOF enclose the same area; a VOF below this fraction is not a large vein, whatever the noise. */
	static final double LEAST_AREA_OF_VOF = 0.6;

	/**
	 * HU of the pre-bolus mean that blood can have: below it is air and fat, above it bone and calcium. Blood has 30 to 60,
	 * after an earlier CT angiography up to about 120; noise and some partial volume are allowed for.
	 */
	static final double LEAST_HU = -20;
	static final double LARGEST_HU = 150;
	/** No blood enhances by more: the edge of bone that moves does. At 80 kV an undiluted bolus reaches 500 to 600 HU. */
	public static final double HIGHEST_HU = 900;
	/** This part of a curve from bone is doubtful... */
	static final double SOME_BONE = 0.1;
	/** ...and this part makes it a curve of bone. */
	static final double MOSTLY_BONE = 0.5;
	/** Fewer voxels than this may be noise. */
	static final int FEW_VOXELS = 3;

	private VascularLimits() {}

	/** @return width at half height above which a curve of the vessel is doubtful, s */
	static double wideS(final Vessel vessel) {
		return vessel == Vessel.AIF ? WIDE_AIF_S : WIDE_VOF_S;
	}
}
