package io.fairlead.examples.demo;

import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How two snapshots differ, field by field. */
final class Comparison {

    private Comparison() {}

    /** The differences, one line each; none when the cluster is as before. */
    static List<String> of(Snapshot before, Snapshot after) {
        List<String> lines = new ArrayList<>();
        Set<Ref> refs = new TreeSet<>(before.objects().keySet());
        refs.addAll(after.objects().keySet());
        for (Ref ref : refs) {
            if (!after.objects().containsKey(ref)) {
                lines.add("- " + ref + " is gone");
            } else if (!before.objects().containsKey(ref)) {
                lines.add("+ " + ref + " is new");
            } else {
                fields(lines, ref, before.objects().get(ref), after.objects().get(ref));
            }
        }
        pods(lines, "- gone: pod ", before.pods(), after.pods());
        pods(lines, "+ new: pod ", after.pods(), before.pods());
        return lines;
    }

    private static void pods(List<String> lines, String what, Set<String> these, Set<String> others) {
        these.stream()
                .filter(pod -> !others.contains(pod))
                .forEach(pod -> lines.add(what + pod.substring(0, pod.indexOf(' '))));
    }

    private static void fields(List<String> lines, Ref ref, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> one = leaves(before);
        Map<String, Object> other = leaves(after);
        Set<String> paths = new TreeSet<>(one.keySet());
        paths.addAll(other.keySet());
        boolean secret = ref.kind().name().equals("Secret");
        for (String path : paths) {
            if (!Objects.equals(one.get(path), other.get(path))) {
                lines.add("~ " + ref + " " + path + (secret ? "" : ": " + one.get(path) + " -> " + other.get(path)));
            }
        }
    }

    /** Every field of an object that holds a plain value, or nothing, by its path. */
    static Map<String, Object> leaves(Map<String, Object> object) {
        Map<String, Object> leaves = new TreeMap<>();
        collect(leaves, "", object);
        return leaves;
    }

    private static void collect(Map<String, Object> leaves, String path, Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, inner) -> collect(leaves, path + "." + key, inner));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                collect(leaves, path + "[" + i + "]", list.get(i));
            }
        } else {
            leaves.put(path, String.valueOf(value));
        }
    }
}
