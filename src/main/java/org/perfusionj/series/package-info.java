/** The dynamic series and the volumes on its grid: samples, acquisition times, geometry; no files, no windows. */
package org.perfusionj.series;
