/** What trainings of all networks share. */
package org.perfusionj.network.training;
