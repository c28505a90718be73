/** The scanner: protocol, point spread, noise, artefacts, motion. */
package org.perfusionj.phantom.scan;
