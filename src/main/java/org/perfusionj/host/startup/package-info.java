/**
 * The only classes that a host loads before the Java version is known. Compiled for Java 8, so that an older Java reads
 * them and can say what is missing; they enter the rest of the plugin by name only.
 */
package org.perfusionj.host.startup;
