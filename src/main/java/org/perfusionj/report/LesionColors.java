package org.perfusionj.report;

import java.awt.Color;

/**
 * Colours of core and penumbra, the same in windows, figures, plots and reports. Magenta and light green differ in lightness as well as in hue, so that readers who cannot tell red
 * from green tell them apart, and magenta is in none of the colour tables of the maps.
 */
public final class LesionColors {

	/** Infarct core. */
	public static final Color CORE = new Color(0xe5007d);

	/** Penumbra, and the outline of core and penumbra together. */
	public static final Color PENUMBRA = new Color(0x8cf03c);

	private LesionColors() {}

	/** @return a colour that lets through what is below it; {@code opacity} from 0 to 1 */
	static Color translucent(final Color color, final double opacity) {
		return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
	}
}
