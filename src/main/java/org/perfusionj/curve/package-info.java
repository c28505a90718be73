/** Time curves, their metrics and their resampling. Knows the JDK only. */
package org.perfusionj.curve;
