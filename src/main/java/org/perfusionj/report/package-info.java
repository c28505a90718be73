/** What scientists look at: map windows, colour tables, the summary table, the curve plot, the figure of a case. Nothing here changes its input. */
package org.perfusionj.report;
