package dev.bentline;

/**
 * A closed interval of dosages.
 *
 * @param from its first dosage
 * @param to its last dosage, at least {@code from}
 */
public record Interval(double from, double to) {}
