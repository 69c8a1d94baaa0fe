package io.fairlead.internal.journal;

import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.tree.Trees;
import io.fairlead.journal.JournalEntry.State;
import java.util.List;
import java.util.Map;

/**
 * A record as it was read, checked.
 *
 * @param type what kind of object holds it
 * @param namespace where that lies
 * @param name what it is called
 * @param uid its uid
 * @param version its resource version
 * @param state how its operation stands
 * @param header what it says of its run
 * @param waves what was about to be written, in order
 * @param lost what cannot be read any more, as the namespace that held it is gone; one sentence each
 * @param index its index
 * @param objects the objects that hold it, the first part first; without those that are gone
 */
public record StoredRecord(
        ResourceType type,
        String namespace,
        String name,
        String uid,
        String version,
        State state,
        Header header,
        List<Wave> waves,
        List<String> lost,
        Map<String, Object> index,
        List<Map<String, Object>> objects) {

    public StoredRecord {
        waves = List.copyOf(waves);
        lost = List.copyOf(lost);
        objects = List.copyOf(objects);
    }

    /** The version of its format. */
    public long format() {
        return Trees.number(index, 0, "version");
    }

    /**
     * One wave.
     *
     * @param number its place in the record
     * @param what how it reads
     * @param pieces its pieces, as they were given to be kept
     */
    public record Wave(int number, String what, List<Map<String, Object>> pieces) {
        public Wave {
            pieces = List.copyOf(pieces);
        }
    }

    /** Namespace and name. */
    public String id() {
        return namespace + "/" + name;
    }
}
