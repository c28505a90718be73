/** Arteries and veins as trees: variants, places, partial volume, contrast over time. */
package org.perfusionj.phantom.vessels;
