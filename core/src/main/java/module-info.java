/** Small networks of one dosage and one effect, over arrays of millions of dosages. */
module dev.bentline {
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports dev.bentline;
}
