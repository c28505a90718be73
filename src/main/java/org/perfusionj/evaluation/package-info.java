/** Runs methods against known truth. */
package org.perfusionj.evaluation;
