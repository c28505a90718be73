/** Training of networks for deep residue estimation, on simulated scans and on scans without a truth. */
package org.perfusionj.network.residue.training;
