/** Networks of one dosage and one effect from and to ONNX files. */
module dev.bentline.onnx {
    requires transitive dev.bentline;
    requires static org.jspecify;

    exports dev.bentline.onnx;
}
