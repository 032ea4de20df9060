package dev.bentline.fit.segmented;

/**
 * A cell without its sums: which dosages the runs of a form cover.
 *
 * @param form the form
 * @param first the first run that covers some
 * @param begin the first group of each run from there on, from 0; then the number of groups
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record CellPlace(Form form, int first, int[] begin) {}
