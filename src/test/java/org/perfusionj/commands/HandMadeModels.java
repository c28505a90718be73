package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.perfusionj.network.aifnet.AifnetDesign;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.vascular.Vessel;

/** Model files whose few weights that are not 0 are made by hand, so that it is known what the network does. They suit the sample series. */
public final class HandMadeModels {

	private static final AifnetDesign DESIGN = new AifnetDesign(AifnetKind.PROBABILITY, 1, 3);
	private static final InputSpec INPUT = InputSpec.DEFAULT;
	private static final int FILTERS = 16;
	private static final int NONE = -1;

	private HandMadeModels() {}

	/** @return the folder, with a model for each vessel: arteries are bright 1.5 s after the bolus arrives, veins 7.5 s after it and not yet when it arrives */
	public static Path write(final Path folder) throws IOException {
		Files.createDirectories(folder);
		AifnetModelFile.write(model(Vessel.AIF, 5, NONE), folder.resolve("aif.aifnet"));
		AifnetModelFile.write(model(Vessel.VOF, 9, 4), folder.resolve("vof.aifnet"));
		return folder;
	}

	/** @return the file, with a model that gives every cell the same probability */
	static Path writeBlank(final Path file) throws IOException {
		AifnetModelFile.write(model(Vessel.AIF, NONE, NONE), file);
		return file;
	}

	/** A network whose logit is 8 times the enhancement of one frame, less twice that of another one, in 100 HU. */
	private static AifnetModel model(final Vessel vessel, final int bright, final int dark) {
		final float[] weights = new float[DESIGN.architecture(INPUT).parameters()];
		if (bright != NONE) {
			// first layer [output][input][y][x]: the first filter looks at the middle pixel
			weights[9 * bright + 4] = 1;
			if (dark != NONE) weights[9 * dark + 4] = -2;
			// last layer [input][z][y][x], behind the weights and biases of the first one
			weights[FILTERS * INPUT.channels() * 9 + FILTERS + 13] = 8;
		}
		return new AifnetModel(vessel, DESIGN, INPUT, weights, 0, Map.of("made", "by hand"));
	}
}
