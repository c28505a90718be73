/** Made-up data with known truth. */
package org.perfusionj.simulation;
