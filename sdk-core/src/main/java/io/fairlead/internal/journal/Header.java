package io.fairlead.internal.journal;

import io.fairlead.internal.tree.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a record says of its run.
 *
 * @param operation what the operation is called
 * @param user who runs it
 * @param host where
 * @param process the process's number there
 * @param processStarted when that process began, to tell it from a later one of the same number; empty where it is not known
 * @param started when the run wrote first
 */
public record Header(String operation, String user, String host, long process, String processStarted, String started) {

    /** Host and process number. */
    public String where() {
        return host + "/" + process;
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("operation", operation);
        tree.put("user", user);
        tree.put("host", host);
        tree.put("process", process);
        tree.put("processStarted", processStarted);
        tree.put("started", started);
        return tree;
    }

    static Header of(Map<String, Object> tree) {
        return new Header(
                text(tree, "operation"),
                text(tree, "user"),
                text(tree, "host"),
                Trees.number(tree, 0, "process"),
                text(tree, "processStarted"),
                text(tree, "started"));
    }

    private static String text(Map<String, Object> tree, String field) {
        return Trees.text(tree, field).orElse("");
    }
}
