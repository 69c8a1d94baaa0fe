package io.fairlead.internal.kube;

import io.fairlead.resource.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what was probably meant: by edit distance over the names of kinds, then over their group versions. */
final class Nearest {

    private static final int SHOWN = 3;

    private Nearest() {}

    static List<Kind> of(Kind wanted, Collection<Kind> served) {
        // Three letters of ten may be wrong; beyond that a proposal is a guess.
        int tolerance = Math.max(2, wanted.name().length() * 3 / 10);
        return served.stream()
                .map(kind -> new Scored(kind, distance(wanted.name(), kind.name()), versionDistance(wanted, kind)))
                .filter(scored -> scored.name() <= tolerance)
                .sorted(Comparator.comparingInt(Scored::name)
                        .thenComparingInt(Scored::version)
                        .thenComparing(Scored::kind))
                .limit(SHOWN)
                .map(Scored::kind)
                .toList();
    }

    private static int versionDistance(Kind a, Kind b) {
        return distance(a.apiVersion(), b.apiVersion());
    }

    /** How many letters to change, add, leave out or swap with their neighbour, whatever their case. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = least;
            }
        }
        return cost[a.length()][b.length()];
    }

    private record Scored(Kind kind, int name, int version) {}
}
