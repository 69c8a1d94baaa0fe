package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Ref;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A step of a program as a record keeps it, so that another process knows it again. */
final class StepTree {

    private static final int DIGEST = 16;

    private StepTree() {}

    /** A few letters for what a step writes: two steps that write other objects have others. */
    static String digest(Collection<Ref> objects) {
        StringBuilder names = new StringBuilder();
        objects.stream().sorted().forEach(ref -> names.append(ref).append('\n'));
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-256").digest(names.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static Map<String, Object> write(
            JournalRecord.Step step, int number, boolean ended, boolean undoing, String vault) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", number);
        tree.put("scope", step.id().scope());
        tree.put("verb", step.id().verb());
        tree.put("target", step.id().target());
        tree.put("occurrence", step.id().occurrence());
        tree.put("objects", step.objects());
        if (!vault.isEmpty()) {
            tree.put("vault", vault);
        }
        if (step.stays()) {
            tree.put("stays", true);
        }
        if (ended) {
            tree.put("ended", true);
        }
        if (undoing) {
            tree.put("undoing", true);
        }
        return tree;
    }

    static JournalRecord.Step read(Map<String, Object> tree) {
        StepId id = new StepId(
                Trees.list(tree, "scope").stream().map(String::valueOf).toList(),
                LedgerTree.text(tree, "verb"),
                LedgerTree.text(tree, "target"),
                (int) Trees.number(tree, 1, "occurrence"));
        return new JournalRecord.Step(id, LedgerTree.text(tree, "objects"), stays(tree));
    }

    static boolean stays(Map<String, Object> tree) {
        return Boolean.TRUE.equals(tree.get("stays"));
    }

    static boolean undoing(Map<String, Object> tree) {
        return Boolean.TRUE.equals(tree.get("undoing"));
    }

    static boolean ended(Map<String, Object> tree) {
        return Boolean.TRUE.equals(tree.get("ended"));
    }
}
