package org.perfusionj.network.residue;

import java.nio.file.Path;
import java.util.Optional;

import org.perfusionj.network.EngineChoice;

/**
 * How curves are to be estimated.
 *
 * @param model file of a network; empty = the one that comes with this software
 * @param engine what it runs on
 * @param uncertainty which standard deviations of CBF and BAD are wanted
 * @param kappa factor on the tissue concentration: haematocrit and density together
 * @param density of brain tissue, g/ml
 */
public record ResidueRequest(Optional<Path> model, EngineChoice engine, Uncertainty uncertainty, double kappa, double density) {
}
