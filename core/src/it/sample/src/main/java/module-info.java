/** A program that embeds Bentline. On the class path this file means nothing. */
module sample {
    requires dev.bentline;
}
