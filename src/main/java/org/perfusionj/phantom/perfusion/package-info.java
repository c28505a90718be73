/** The true perfusion of a brain: normal values, lesions by occlusion site, distractors. */
package org.perfusionj.phantom.perfusion;
