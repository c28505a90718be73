/** Heads: tissues, shapes, density. */
package org.perfusionj.phantom.anatomy;
