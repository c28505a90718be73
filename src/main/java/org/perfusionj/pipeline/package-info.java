/** The way from a series to its perfusion maps in one public class that needs no user interface. */
package org.perfusionj.pipeline;
