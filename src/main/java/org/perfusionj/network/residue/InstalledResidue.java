package org.perfusionj.network.residue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.NetworkEngines;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Deep residue estimation with a network from a file or the one that is shipped. */
public final class InstalledResidue implements ResidueMethods {

	private static final String SHIPPED = "default" + ResidueModelFile.EXTENSION;

	private final NetworkEngines engines;

	/** @param engines finds what it runs on */
	public InstalledResidue(final NetworkEngines engines) {
		this.engines = engines;
	}

	@Override
	public ResidueMethod find(final ResidueRequest request, final WorkMonitor monitor) {
		final ResidueModel model = request.model().map(InstalledResidue::given).orElseGet(InstalledResidue::shipped);
		final boolean hasSpread = ResidueMethod.estimatesSpread(model);
		if (request.uncertainty() == Uncertainty.REQUIRED && !hasSpread) throw new PerfusionException("The network " + request.model().map(Path::toString).orElse(SHIPPED) +
			" does not estimate standard deviations of CBF and BAD. Use uncertainty=false, or another model.");
		final NetworkEngine engine = engines.find(request.engine(), monitor);
		return new ResidueMethod(model, engine.open(model.design().graph(), model.weights()), engine.description(), hasSpread && request.uncertainty() != Uncertainty.NONE, request.kappa(), request.density());
	}

	private static ResidueModel given(final Path file) {
		try {
			return ResidueModelFile.read(file);
		}
		catch (final NoSuchFileException missing) {
			throw new PerfusionException("There is no file " + file + ". Use model=auto, or the path of a model that train-residue or fine-tune-residue wrote.", missing);
		}
		catch (final IOException unreadable) {
			throw new PerfusionException("The model " + file + " cannot be read: " + unreadable.getMessage() + ". Use model=auto, or another file.", unreadable);
		}
	}

	/**
	 * @return the network that comes with this software
	 * @throws PerfusionException if it is missing or damaged
	 */
	public static ResidueModel shipped() {
		try (InputStream stream = InstalledResidue.class.getResourceAsStream(SHIPPED)) {
			if (stream == null) throw new PerfusionException("This build of PerfusionJ comes without the network " + SHIPPED + ". Give a model that train-residue wrote: model=/models/mine" + ResidueModelFile.EXTENSION);
			return ResidueModelFile.read(stream, "shipped " + SHIPPED);
		}
		catch (final IOException unreadable) {
			throw new PerfusionException("The network " + SHIPPED + " that comes with PerfusionJ cannot be read: " + unreadable.getMessage() + ". Install PerfusionJ again.", unreadable);
		}
	}
}
