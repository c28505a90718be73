package org.perfusionj.network.residue.training;

import java.util.Optional;

import org.perfusionj.network.residue.ResidueModel;

/**
 * A network and how it came about.
 *
 * @param model with the facts of its training
 * @param curve how training went
 * @param coverage how often the truth of held-out curves lies in the predicted intervals; empty if the network predicts none
 */
public record TrainedResidue(ResidueModel model, ResidueLearningCurve curve, Optional<SpreadCalibration.Coverage> coverage) {
}
