/** A 4D CT perfusion head with known truth: settings, generator, truth, simulated raters. */
package org.perfusionj.phantom;
