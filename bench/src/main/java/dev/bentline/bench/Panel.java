package dev.bentline.bench;

import java.util.List;

/** One table: rows that do the same work on the same number of dosages. */
record Panel(Group group, String title, int size, List<Row> rows) {}
