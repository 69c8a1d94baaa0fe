package io.fairlead.security.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of one field of a rule, quick to look up: few by comparing, many by a set. */
final class Terms {

    static final Terms NONE = new Terms(List.of());

    private static final int FEW = 8;

    private final List<String> all;
    private final @Nullable Set<String> set;
    private final boolean star;

    private Terms(List<String> all) {
        this.all = all;
        this.set = all.size() > FEW ? new HashSet<>(all) : null;
        this.star = all.contains("*");
    }

    static Terms of(List<String> words) {
        return words.isEmpty() ? NONE : new Terms(List.copyOf(words));
    }

    List<String> all() {
        return all;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean hasOrStar(String word) {
        return star || has(word);
    }

    boolean has(String word) {
        if (set != null) {
            return set.contains(word);
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).equals(word)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Terms terms && all.equals(terms.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }
}
