/** Fits of networks to the observations of dose-response curves. */
module dev.bentline.fit {
    requires transitive dev.bentline;
    requires static org.jspecify;

    exports dev.bentline.fit;
}
