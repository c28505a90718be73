/** How long work is run: progress, cancel, all cores, and the one exception type for input that cannot be used. */
package org.perfusionj.work;
