package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the live object tells of an act that was foretold and of which no answer is known. */
enum DoubtfulAct {
    DONE,
    NOT_DONE,
    UNKNOWN;

    static DoubtfulAct of(Ledger.Acted acted, @Nullable Map<String, Object> now) {
        if (acted.before().isEmpty()) {
            return UNKNOWN;
        }
        if (now == null || !Changes.uid(now).equals(Changes.uid(acted.before()))) {
            return DONE;
        }
        Optional<String> version = Trees.text(now, "metadata", "resourceVersion");
        if (version.equals(Trees.text(acted.before(), "metadata", "resourceVersion"))) {
            return NOT_DONE;
        }
        boolean leaving = Trees.at(now, "metadata", "deletionTimestamp") != null
                && Trees.at(acted.before(), "metadata", "deletionTimestamp") == null;
        return leaving ? DONE : UNKNOWN;
    }
}
