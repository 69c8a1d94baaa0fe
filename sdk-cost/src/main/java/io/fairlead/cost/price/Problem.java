package io.fairlead.cost.price;

/**
 * What is wrong with a line of a file of prices or of a bill.
 *
 * @param line the line, from 1; 0 where the file has no lines to speak of
 * @param column the column or the key; empty where it is about the whole line
 * @param text what is wrong
 * @param leftOut whether the line counts for nothing because of it
 */
public record Problem(long line, String column, String text, boolean leftOut) {
    @Override
    public String toString() {
        String at = line == 0 ? "" : "line " + line;
        String where = column.isEmpty() ? at : at.isEmpty() ? column : at + ", " + column;
        return (where.isEmpty() ? "" : where + ": ") + text + (leftOut ? " (the line is left out)" : "");
    }
}
