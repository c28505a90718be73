/** Arterial input function (AIF) and venous output function (VOF): the value, where it comes from, partial-volume correction. */
package org.perfusionj.vascular;
