/** Networks on ONNX Runtime, and as ONNX files. ONNX Runtime is loaded only when a network is asked for: its jar may be missing. Files are written without it. */
package org.perfusionj.network.onnx;
