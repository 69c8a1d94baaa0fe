package io.fairlead.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what is measured as it comes, and all figures beside their goals at the end. */
final class Report {

    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    /** Begins a measurement. */
    void section(String title) {
        out.printf(Locale.ROOT, "%n%s (load of the machine: %.1f)%n", title, Clock.load());
    }

    /** One line of raw figures. */
    void line(String format, Object... values) {
        out.println("  " + String.format(Locale.ROOT, format, values));
    }

    /** The medians of some contenders, side by side. */
    void medians(Rounds rounds) {
        for (String name : rounds.names()) {
            line(
                    "%-52s %7.0f ms  client CPU %6.0f ms",
                    name, rounds.median(name, Took::wallMillis), rounds.median(name, Took::cpuMillis));
        }
    }

    /** A figure with its goal. */
    void figure(Figure figure) {
        figures.add(figure);
    }

    /** The table of all figures. */
    void table() {
        out.printf("%n%-66s %-14s %-20s%n", "", "measured", "goal");
        for (Figure figure : figures) {
            out.printf(
                    "%-66s %-14s %-20s %s%n",
                    figure.what(), figure.value(), figure.goal(), figure.met() ? "met" : "MISSED");
        }
    }
}
