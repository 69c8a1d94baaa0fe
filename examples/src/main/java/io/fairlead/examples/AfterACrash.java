package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.journal.JournalEntry;
import java.util.function.Consumer;

/** What processes that died or failed have left in a cluster is taken back from the journal alone, by any other process. */
public final class AfterACrash {

    private AfterACrash() {}

    static void takeBackWhatIsLeft(Cluster cluster, Consumer<Object> terminal) {
        for (JournalEntry left : cluster.journal().unfinished()) {
            terminal.accept(cluster.journal().show(left.id()));
            var way = cluster.plan(cluster.journal().undo(left.id()));
            terminal.accept(way);
            way.run();
        }
    }
}
