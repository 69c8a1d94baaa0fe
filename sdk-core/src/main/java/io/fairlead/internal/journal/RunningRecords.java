package io.fairlead.internal.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The records whose operations run in this process: no other process's number says so. */
public final class RunningRecords {

    private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

    private RunningRecords() {}

    /** A record's operation runs here. */
    public static void add(String id) {
        IDS.add(id);
    }

    /** It does not any more. */
    public static void remove(String id) {
        IDS.remove(id);
    }

    /** Whether the operation of a record runs on this host, as far as this host can tell. */
    public static boolean runsHere(String id, Header header) {
        Machine here = Machine.here();
        if (!header.host().equals(here.host())) {
            return false;
        }
        if (header.process() == here.process() && header.processStarted().equals(here.processStarted())) {
            return IDS.contains(id);
        }
        return ProcessHandle.of(header.process())
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> start.toString().equals(header.processStarted()))
                        .orElse(true))
                .isPresent();
    }
}
