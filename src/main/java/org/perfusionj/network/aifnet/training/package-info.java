/** Training of AIFNet on phantoms or on annotated scans. */
package org.perfusionj.network.aifnet.training;
