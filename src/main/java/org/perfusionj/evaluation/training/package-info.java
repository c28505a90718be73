/** Training on phantoms of what works on results of the pipeline: the lesion rule, whose truth is that of the evaluation. */
package org.perfusionj.evaluation.training;
