/** From measured signal to contrast concentration: baseline, bolus arrival, masks, filters, uniform time. Slices are streamed; nothing here copies a series. */
package org.perfusionj.preprocessing;
