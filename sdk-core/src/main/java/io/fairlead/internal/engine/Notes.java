package io.fairlead.internal.engine;

import io.fairlead.failure.FailedEarlier;
import io.fairlead.failure.FairleadException;
import io.fairlead.operation.Gate;
import io.fairlead.plan.StepId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a record keeps beside what was written, so that another process that goes on takes the same way. */
final class Notes {

    static final String DECIDED = "decided";
    static final String MADE = "made";
    static final String FAILED = "failed";

    private Notes() {}

    /** How a gate was answered. */
    static Ledger.Noted decided(StepId gate, Gate.Verdict verdict, Masks masks) {
        Map<String, Object> tree = of(DECIDED, gate.toString());
        tree.put("result", verdict.result().name());
        tree.put("why", masks.text(verdict.why()));
        return new Ledger.Noted(tree, false);
    }

    static Gate.Verdict verdict(Map<String, Object> tree) {
        return new Gate.Verdict(
                Gate.Verdict.Result.valueOf(LedgerTree.text(tree, "result")), LedgerTree.text(tree, "why"));
    }

    /** A value that the program made up. */
    static Ledger.Noted made(String key, String value, boolean secret) {
        Map<String, Object> tree = of(MADE, key);
        tree.put("value", value);
        if (secret) {
            tree.put("secret", true);
        }
        return new Ledger.Noted(tree, secret);
    }

    /** A time that the program took. */
    static Ledger.Noted taken(String key, java.time.Instant time) {
        Map<String, Object> tree = of(MADE, key);
        tree.put("time", time.toString());
        return new Ledger.Noted(tree, false);
    }

    /** A part of the program that failed, and the program went on. */
    static Ledger.Noted failed(StepId part, FairleadException failure, Masks masks) {
        Map<String, Object> tree = of(FAILED, part.toString());
        tree.put("tried", masks.text(failure.tried()));
        tree.put("happened", masks.text(failure.happened()));
        tree.put("remedy", masks.text(failure.remedy()));
        return new Ledger.Noted(tree, false);
    }

    static FailedEarlier failure(Map<String, Object> tree) {
        return new FailedEarlier(
                LedgerTree.text(tree, "tried"), LedgerTree.text(tree, "happened"), LedgerTree.text(tree, "remedy"));
    }

    static String key(Map<String, Object> tree) {
        return LedgerTree.text(tree, "of");
    }

    private static Map<String, Object> of(String what, String key) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("do", what);
        tree.put("of", key);
        return tree;
    }
}
