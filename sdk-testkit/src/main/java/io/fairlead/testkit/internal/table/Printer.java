package io.fairlead.testkit.internal.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the objects of a kind are shown in a table.
 *
 * @param columns the columns
 * @param cells what stands in them
 */
record Printer(List<Column> columns, Cells cells) {

    /** The cells of one object, some of them null. */
    @FunctionalInterface
    interface Cells {
        List<Object> of(Map<String, Object> object, Instant now);
    }
}
