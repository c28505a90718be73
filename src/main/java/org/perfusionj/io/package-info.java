/** Readers and writers of series, maps, curves and parameters. Files that are written get their final name only when they are complete. */
package org.perfusionj.io;
