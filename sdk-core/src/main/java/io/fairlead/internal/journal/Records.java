package io.fairlead.internal.journal;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Forbidden;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.tree.Trees;
import io.fairlead.journal.JournalEntry;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.journal.JournalOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The records of a cluster as a whole: lists them by their metadata alone, and deletes those that are kept no longer. */
public final class Records {

    private static final int MISSING = 404;
    private static final int CONFLICT = 409;

    private final Shelf shelf;

    /** The records on a shelf. */
    public Records(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Records of all namespaces that may be listed; of this one where that is all. */
    public List<JournalEntry> everywhere(String fallback) {
        return entries(objects("", fallback));
    }

    /** Records of one namespace. */
    public List<JournalEntry> in(String namespace) {
        return entries(objects(namespace, namespace));
    }

    private List<Map<String, Object>> objects(String namespace, String fallback) {
        List<Map<String, Object>> objects = new ArrayList<>();
        FairleadException refused = null;
        int heard = 0;
        for (ResourceType type : List.of(Part.CONFIG_MAPS, Part.SECRETS)) {
            try {
                objects.addAll(listed(type, namespace, fallback));
                heard++;
            } catch (Forbidden e) {
                refused = e;
            }
        }
        if (heard == 0 && refused != null) {
            throw refused;
        }
        return objects;
    }

    private List<Map<String, Object>> listed(ResourceType type, String namespace, String fallback) {
        try {
            return list(type, namespace);
        } catch (Forbidden e) {
            if (namespace.equals(fallback)) {
                throw e;
            }
            return list(type, fallback);
        }
    }

    private List<Map<String, Object>> list(ResourceType type, String namespace) {
        return shelf.api()
                .list(ListRequest.of(type, namespace)
                        .labelled(Marks.JOURNAL + "=true")
                        .metadata())
                .items();
    }

    private static List<JournalEntry> entries(List<Map<String, Object>> objects) {
        return objects.stream()
                .filter(Records::isMain)
                .map(Records::entry)
                .sorted(Comparator.comparing(JournalEntry::started).reversed().thenComparing(JournalEntry::id))
                .toList();
    }

    private static boolean isMain(Map<String, Object> object) {
        return "1".equals(label(object, Marks.PART));
    }

    private static JournalEntry entry(Map<String, Object> object) {
        return new JournalEntry(
                id(object),
                annotation(object, Marks.OPERATION),
                RecordReader.state(Trees.map(object, "metadata", "labels")),
                annotation(object, Marks.USER),
                annotation(object, Marks.PROCESS),
                time(annotation(object, Marks.STARTED)),
                Marks.number(annotation(object, Marks.STEPS)),
                Marks.number(annotation(object, Marks.OBJECTS)));
    }

    private static String id(Map<String, Object> object) {
        return Trees.text(object, "metadata", "namespace").orElse("") + "/"
                + Trees.text(object, "metadata", "name").orElse("");
    }

    private static String label(Map<String, Object> object, String name) {
        return Trees.text(object, "metadata", "labels", name).orElse("");
    }

    private static String annotation(Map<String, Object> object, String name) {
        return Trees.text(object, "metadata", "annotations", name).orElse("");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * Deletes the ended records that are kept no longer.
     *
     * @return how many
     */
    public int prune(JournalOptions options, String fallback, Instant now) {
        List<Map<String, Object>> objects = objects("", fallback);
        Map<String, List<Map<String, Object>>> byNamespace = new LinkedHashMap<>();
        objects.stream()
                .filter(Records::isMain)
                .sorted(Comparator.comparing((Map<String, Object> object) -> time(annotation(object, Marks.STARTED)))
                        .reversed())
                .forEach(object -> byNamespace
                        .computeIfAbsent(
                                Trees.text(object, "metadata", "namespace").orElse(""), name -> new ArrayList<>())
                        .add(object));
        List<Map<String, Object>> over = new ArrayList<>();
        byNamespace.values().forEach(records -> over.addAll(over(records, options, now)));
        Set<String> names = new HashSet<>();
        over.forEach(object -> names.add(label(object, Marks.RECORD)));
        List<Map<String, Object>> parts = objects.stream()
                .filter(object -> !isMain(object) && names.contains(label(object, Marks.RECORD)))
                .toList();
        int deleted = delete(over);
        delete(parts);
        return deleted;
    }

    private static List<Map<String, Object>> over(
            List<Map<String, Object>> newestFirst, JournalOptions options, Instant now) {
        List<Map<String, Object>> over = new ArrayList<>();
        int kept = 0;
        for (Map<String, Object> object : newestFirst) {
            State state = RecordReader.state(Trees.map(object, "metadata", "labels"));
            if (state == State.OPEN || state == State.STUCK) {
                continue;
            }
            Duration age = Duration.between(time(annotation(object, Marks.STARTED)), now);
            Duration most = annotation(object, Marks.KEYS).isEmpty() ? options.age() : options.keyAge();
            if (kept >= options.keep() || age.compareTo(most) > 0) {
                over.add(object);
            } else {
                kept++;
            }
        }
        return over;
    }

    /** Deletes objects that are still as they were listed: one that somebody opened again meanwhile stays. */
    private int delete(List<Map<String, Object>> objects) {
        List<Reply> replies =
                shelf.api().sendAll(objects.stream().map(Records::deletion).toList());
        int deleted = 0;
        for (Reply reply : replies) {
            if (reply.code() == MISSING || reply.code() == CONFLICT) {
                continue;
            }
            reply.orThrow("prune the journal", null);
            deleted++;
        }
        return deleted;
    }

    private static Request deletion(Map<String, Object> object) {
        boolean secret = "Secret".equals(object.get("kind"));
        ResourceType type = secret ? Part.SECRETS : Part.CONFIG_MAPS;
        Map<String, Object> preconditions = new LinkedHashMap<>();
        preconditions.put("uid", Trees.text(object, "metadata", "uid").orElse(""));
        preconditions.put(
                "resourceVersion",
                Trees.text(object, "metadata", "resourceVersion").orElse(""));
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("preconditions", preconditions);
        return Request.delete(
                type.path(
                        Trees.text(object, "metadata", "namespace").orElse(""),
                        Trees.text(object, "metadata", "name").orElse(""),
                        ""),
                Json.print(options));
    }
}
