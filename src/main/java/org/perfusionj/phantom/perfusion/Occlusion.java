package org.perfusionj.phantom.perfusion;

import java.util.Arrays;
import java.util.List;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** Where the clot sits. */
public enum Occlusion implements Choice {
	/** A healthy head. */
	NONE("none", Side.NONE, Site.NONE),
	/** Left internal carotid artery. */
	LEFT_ICA("left_ICA", Side.LEFT, Site.ICA),
	/** First segment of the left middle cerebral artery. */
	LEFT_M1("left_M1", Side.LEFT, Site.M1),
	/** One trunk of the left middle cerebral artery. */
	LEFT_M2("left_M2", Side.LEFT, Site.M2),
	/** Left anterior cerebral artery. */
	LEFT_A("left_A", Side.LEFT, Site.A),
	/** Left posterior cerebral artery. */
	LEFT_P("left_P", Side.LEFT, Site.P),
	/** Right internal carotid artery. */
	RIGHT_ICA("right_ICA", Side.RIGHT, Site.ICA),
	/** First segment of the right middle cerebral artery. */
	RIGHT_M1("right_M1", Side.RIGHT, Site.M1),
	/** One trunk of the right middle cerebral artery. */
	RIGHT_M2("right_M2", Side.RIGHT, Site.M2),
	/** Right anterior cerebral artery. */
	RIGHT_A("right_A", Side.RIGHT, Site.A),
	/** Right posterior cerebral artery. */
	RIGHT_P("right_P", Side.RIGHT, Site.P);

	/** Side of the patient. */
	public enum Side {
		/** No side. */
		NONE,
		/** The patient's left, x below 0 in template space. */
		LEFT,
		/** The patient's right. */
		RIGHT
	}

	/** Artery. */
	public enum Site {
		/** No artery. */
		NONE,
		/** Internal carotid artery. */
		ICA,
		/** First segment of the middle cerebral artery. */
		M1,
		/** One trunk of the middle cerebral artery. */
		M2,
		/** Anterior cerebral artery. */
		A,
		/** Posterior cerebral artery. */
		P
	}

	private final String key;
	private final Side side;
	private final Site site;

	Occlusion(final String key, final Side side, final Site site) {
		this.key = key;
		this.side = side;
		this.site = site;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return the affected side */
	public Side side() {
		return side;
	}

	/** @return the occluded artery */
	public Site site() {
		return site;
	}

	/** @return all that are occlusions */
	public static List<Occlusion> strokes() {
		return Arrays.stream(values()).filter(one -> one != NONE).toList();
	}

	/** @throws PerfusionException if it is none of them */
	public static Occlusion of(final String key) {
		return Choice.of("occlusion", key, values());
	}
}
