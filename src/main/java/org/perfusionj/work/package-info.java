/** What every room needs: how long work is run (progress, cancel, all cores), choices by name, and the one exception type for input that cannot be used. */
package org.perfusionj.work;
