/** Networks as graphs of operations on arrays: what is computed, said once and run by any engine. */
package org.perfusionj.network.graph;
