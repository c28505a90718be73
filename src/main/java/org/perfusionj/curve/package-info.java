/** Time curves, their metrics and their resampling. No files, no images. */
package org.perfusionj.curve;
