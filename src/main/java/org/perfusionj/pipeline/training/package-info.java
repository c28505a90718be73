/** Training of what works on results of the pipeline: the lesion rule, on phantoms whose lesion is known. */
package org.perfusionj.pipeline.training;
