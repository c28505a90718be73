package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The methods that can be evaluated, by name: deconvolutions with their defaults, and deep residue estimation as {@code residue} (the network that
 * comes with this software) or {@code residue:FILE} (another one, as often as wanted). Immutable.
 */
public final class MethodCatalogue {

	private static final String ALL = "all";
	private static final String CIRCULANT = "Tikhonov_circulant";
	private static final String RESIDUE = "residue";
	private static final String MODEL = RESIDUE + ":";
	private static final List<String> DECONVOLUTIONS = Stream.concat(Arrays.stream(Algorithm.values()).map(Algorithm::key), Stream.of(CIRCULANT)).toList();

	private final Map<String, PerfusionMethod> deconvolutions = new LinkedHashMap<>();
	private final Function<Optional<String>, PerfusionMethod> residue;

	/**
	 * @param kappa factor on the tissue concentration, for all methods; 1 for simulated curves, where it cancels
	 * @param density of brain tissue, g/ml; 1 for simulated curves
	 * @param residue makes deep residue estimation ready, with the network in a file as the user writes it, empty = the one that comes with this
	 *          software, and the same kappa and density; throws {@link PerfusionException} if it cannot
	 */
	public MethodCatalogue(final double kappa, final double density, final Function<Optional<String>, PerfusionMethod> residue) {
		for (final Algorithm algorithm : Algorithm.values())
			add(algorithm.key(), DeconvolutionSettings.of(algorithm), kappa, density);
		add(CIRCULANT, DeconvolutionSettings.of(Algorithm.TIKHONOV).withMatrix(MatrixForm.CIRCULANT), kappa, density);
		this.residue = residue;
	}

	private void add(final String name, final DeconvolutionSettings settings, final double kappa, final double density) {
		deconvolutions.put(name.toLowerCase(Locale.ROOT), new NamedMethod(name, new DeconvolutionMethod(settings.withKappa(kappa), density)));
	}

	/**
	 * @param method name of an evaluated method
	 * @return whether it is one of the deconvolutions that others are compared with
	 */
	public static boolean isDeconvolution(final String method) {
		return DECONVOLUTIONS.contains(method);
	}

	/** @return all names, in order; further networks have names of their own */
	public List<String> names() {
		final List<String> names = new ArrayList<>(DECONVOLUTIONS);
		names.add(RESIDUE);
		return names;
	}

	/**
	 * @param text names in any case, separated by commas, semicolons or blanks; or "all": every one that can be run here
	 * @param monitor told which of "all" is left out, and why
	 * @return the methods in that order, each once
	 * @throws PerfusionException if a name is unknown, there is none, or a network cannot be run
	 */
	public List<PerfusionMethod> methods(final String text, final WorkMonitor monitor) {
		final Map<String, PerfusionMethod> chosen = new LinkedHashMap<>();
		for (final String word : text.split("[,;\\s]+")) {
			if (word.isEmpty()) continue;
			if (word.equalsIgnoreCase(ALL)) addAll(chosen, monitor);
			else add(word, chosen);
		}
		if (chosen.isEmpty()) throw new PerfusionException("No method is asked for: use methods=all, or some of " + String.join(", ", names()) + ", separated by commas.");
		return List.copyOf(chosen.values());
	}

	private void addAll(final Map<String, PerfusionMethod> chosen, final WorkMonitor monitor) {
		DECONVOLUTIONS.forEach(name -> add(name, chosen));
		try {
			add(RESIDUE, chosen);
		}
		catch (final PerfusionException missing) {
			monitor.log("Warning: methods=all leaves out " + RESIDUE + ". " + missing.getMessage());
		}
	}

	private void add(final String word, final Map<String, PerfusionMethod> chosen) {
		final String key = word.toLowerCase(Locale.ROOT);
		if (deconvolutions.containsKey(key)) chosen.put(key, deconvolutions.get(key));
		else if (key.equals(RESIDUE)) {
			if (!chosen.containsKey(key)) chosen.put(key, new NamedMethod(RESIDUE, residue.apply(Optional.empty())));
		}
		else if (key.startsWith(MODEL) && key.length() > MODEL.length()) {
			// capitals may matter in the name of a file
			final String file = word.substring(MODEL.length());
			if (!chosen.containsKey(MODEL + file)) chosen.put(MODEL + file, new NamedMethod(name(file, chosen), residue.apply(Optional.of(file))));
		}
		else throw new PerfusionException("methods=" + word + " is unknown: use all, or some of " + String.join(", ", names()) + ", separated by commas, or residue:/path/of/a/network.residue.");
	}

	/** With the name of the file alone, unless another one has it. */
	private static String name(final String path, final Map<String, PerfusionMethod> chosen) {
		final String file = path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
		final int dot = file.lastIndexOf('.');
		final String brief = MODEL + (dot > 0 ? file.substring(0, dot) : file);
		return chosen.values().stream().anyMatch(method -> method.name().equals(brief)) ? MODEL + path : brief;
	}
}
