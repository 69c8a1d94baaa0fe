package io.fairlead.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Contenders in turn, round after round, so that what else the machine does meets all of them alike.
 *
 * <p>Ratios are taken within a round, and their median is the figure.
 */
final class Rounds {

    private final Map<String, List<Took>> taken = new LinkedHashMap<>();

    private Rounds() {}

    /** Runs them: first rounds that do not count, then those that do, each time in another order. */
    static Rounds of(Stage stage, String hint, int warmUps, int counted, List<Contender> contenders) throws Exception {
        Rounds rounds = new Rounds();
        contenders.forEach(contender -> rounds.taken.put(contender.name(), new ArrayList<>()));
        for (int round = -warmUps; round < counted; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get(Math.floorMod(i + round, contenders.size()));
                Took took = contender.round().in(stage.newNamespace(hint));
                if (round >= 0) {
                    rounds.add(contender.name(), took);
                }
            }
        }
        return rounds;
    }

    private void add(String name, Took took) {
        taken.computeIfAbsent(name, key -> new ArrayList<>()).add(took);
    }

    Set<String> names() {
        return taken.keySet();
    }

    /** The median of one contender. */
    double median(String name, ToDoubleFunction<Took> figure) {
        return median(of(name).stream().mapToDouble(figure).toArray());
    }

    /** The median of the rounds' ratios of one contender to another. */
    double ratio(String one, String other, ToDoubleFunction<Took> figure) {
        List<Took> ones = of(one);
        List<Took> others = of(other);
        double[] ratios = new double[ones.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(ones.get(i)) / figure.applyAsDouble(others.get(i));
        }
        return median(ratios);
    }

    private List<Took> of(String name) {
        return taken.getOrDefault(name, List.of());
    }

    /** The middle value; of an even number the mean of the middle two. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
