/** The lesion rule that was learned: features of voxels, boosted decision trees that judge them, and the file in which a trained rule is kept. */
package org.perfusionj.segmentation.trained;
