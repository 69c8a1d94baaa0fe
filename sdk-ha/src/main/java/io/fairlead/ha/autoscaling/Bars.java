package io.fairlead.ha.autoscaling;

/** A series as one row of bars, each the highest value of its stretch; a space where there is none. */
final class Bars {

    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    private Bars() {}

    static String of(double[] values, int width) {
        double top = 0;
        for (double value : values) {
            top = Double.isNaN(value) ? top : Math.max(top, value);
        }
        int columns = Math.min(width, values.length);
        StringBuilder row = new StringBuilder(columns);
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * values.length / columns);
            int to = (int) ((long) (column + 1) * values.length / columns);
            double highest = Double.NaN;
            for (int i = from; i < to; i++) {
                highest = Double.isNaN(values[i]) || highest >= values[i] ? highest : values[i];
            }
            row.append(Double.isNaN(highest) ? ' ' : bar(highest, top));
        }
        return row.toString();
    }

    private static char bar(double value, double top) {
        int height = top == 0 ? 0 : (int) Math.ceil(value / top * HEIGHTS.length()) - 1;
        return HEIGHTS.charAt(Math.max(0, height));
    }
}
