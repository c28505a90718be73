package org.perfusionj.network.aifnet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.NetworkEngines;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Opens AIFNet with weights from a file or those that are shipped. */
public final class InstalledAifnet implements AifnetFinders {

	private final NetworkEngines engines;

	/** @param engines finds what it runs on */
	public InstalledAifnet(final NetworkEngines engines) {
		this.engines = engines;
	}

	@Override
	public AifnetFinder open(final Set<Vessel> vessels, final Optional<Path> model, final EngineChoice engine, final WorkMonitor monitor) throws IOException {
		final List<AifnetModel> models = new ArrayList<>();
		for (final Vessel vessel : vessels)
			models.add(model.isPresent() ? given("model", vessel, vessels, model.get()) : shipped(vessel));
		return new Aifnet(models, engines.find(engine, monitor));
	}

	/**
	 * @param key of the parameter that names the path, for messages
	 * @param vessel which model
	 * @param vessels all that are wanted
	 * @param path a model file, or a folder with one for each vessel
	 * @return the model of the vessel
	 * @throws PerfusionException if it is missing, unusable, or of another vessel
	 * @throws IOException if it cannot be read
	 */
	public static AifnetModel given(final String key, final Vessel vessel, final Set<Vessel> vessels, final Path path) throws IOException {
		final boolean folder = Files.isDirectory(path);
		final Path file = folder ? path.resolve(AifnetModelFile.name(vessel)) : path;
		if (folder && !Files.exists(file)) throw new PerfusionException("The folder " + path + " has no " + AifnetModelFile.name(vessel) + ". Give the folder that train-aifnet wrote, or one model file and vessel=aif or vessel=vof.");
		if (!folder && vessels.size() > 1) throw new PerfusionException(key + "=" + path + " is one model, but both AIF and VOF are wanted. Give vessel=aif or vessel=vof, or a folder with " + AifnetModelFile.name(Vessel.AIF) + " and " + AifnetModelFile.name(Vessel.VOF) + ".");
		final AifnetModel model = AifnetModelFile.read(file);
		if (model.vessel() != vessel) throw new PerfusionException("The model " + file + " finds the " + model.vessel() + ", not the " + vessel + ". Give another model or another vessel.");
		return model;
	}

	/**
	 * @return the model that comes with this software
	 * @throws IOException if it cannot be read
	 */
	public static AifnetModel shipped(final Vessel vessel) throws IOException {
		final String name = AifnetModelFile.name(vessel);
		try (InputStream stream = InstalledAifnet.class.getResourceAsStream(name)) {
			if (stream == null) throw new PerfusionException("This build of PerfusionJ comes without the weights " + name + ". Give a model: model=/models/aifnet");
			return AifnetModelFile.read(stream, "shipped " + name);
		}
	}
}
