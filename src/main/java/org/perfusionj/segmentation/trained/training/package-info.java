/** How boosted trees are learned from examples: bins of feature values, and growing of trees on their histograms. */
package org.perfusionj.segmentation.trained.training;
