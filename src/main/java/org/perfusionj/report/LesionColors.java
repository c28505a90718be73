package org.perfusionj.report;

import java.awt.Color;

/**
 * Colours of core and penumbra, the same in windows, figures, plots and reports. Magenta and light green differ in lightness as well as in hue, so that readers who cannot tell red
 * from green tell them apart, and magenta is in none of the colour tables of the maps.
 */
public final class LesionColors {

	/** Infarct core. */
	public static final Color CORE = new Color(0xe5007d);

	/** Penumbra, and the outline of core and penumbra together on grey images. */
	public static final Color PENUMBRA = new Color(0x8cf03c);

	/** The outline of core and penumbra together on maps, whose colour tables hold green but no white. */
	public static final Color ON_MAPS = Color.WHITE;

	private LesionColors() {}

	/** @return the outline of core and penumbra together */
	static Color around(final boolean onMap) {
		return onMap ? ON_MAPS : PENUMBRA;
	}

	/** @return what an outline is edged with, so that it is seen on bright and on dark colours */
	static Color edge(final Color outline) {
		return outline.equals(CORE) ? Color.WHITE : Color.BLACK;
	}

	/** @return a colour that lets through what is below it; {@code opacity} from 0 to 1 */
	static Color translucent(final Color color, final double opacity) {
		return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
	}
}
