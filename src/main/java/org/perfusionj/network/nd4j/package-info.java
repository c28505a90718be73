/** Networks on ND4J, the array library of DL4J. Loaded only when a network is asked for: its jars may be missing. */
package org.perfusionj.network.nd4j;
