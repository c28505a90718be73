/** Deep residue estimation (Zeng et al. 2025): local AIF, residue function and arrival delay from tissue curve and global AIF, by networks. */
package org.perfusionj.network.residue;
