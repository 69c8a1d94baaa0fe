package io.fairlead.cost.price;

import io.fairlead.failure.FairleadException;
import java.util.List;
import java.util.stream.Collectors;

/** A file of prices that cannot be relied on: nothing of it is used. */
public final class BadPrices extends FairleadException {

    private static final int SHOWN = 5;

    private final transient List<Problem> problems;

    /**
     * A file with problems.
     *
     * @param file its name
     * @param problems all that is wrong with it, in the order of the lines
     */
    public BadPrices(String file, List<Problem> problems) {
        super("read prices from " + file, told(problems), "Mend the file; no price of it was used.", null, null);
        this.problems = List.copyOf(problems);
    }

    private static String told(List<Problem> problems) {
        String shown = problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("; "));
        int more = problems.size() - SHOWN;
        return "Problems: " + shown + (more > 0 ? "; and " + more + " more" : "") + ".";
    }

    /** All that is wrong with it. */
    public List<Problem> problems() {
        return problems;
    }
}
