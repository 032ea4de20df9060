/** Networks of one dosage and one effect from and to ONNX files: {@link dev.bentline.onnx.Onnx}. */
@NullMarked
package dev.bentline.onnx;

import org.jspecify.annotations.NullMarked;
