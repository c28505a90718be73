/** Perfusion maps with units, and the one seam through which every method makes them. */
package org.perfusionj.maps;
