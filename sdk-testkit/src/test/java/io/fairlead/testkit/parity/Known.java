package io.fairlead.testkit.parity;

import java.util.List;

/** The differences from the real server that are known and wanted, each with its reason. */
final class Known {
    private static final List<Difference> ALL = List.of(
            new Difference(
                    "node step",
                    ".spec.taints",
                    "The stand-in kubelets report ready at once, so new nodes get no not-ready taint to be taken off again."),
            new Difference(
                    "create twice and by other names step 10",
                    ".message",
                    "The text of a JSON error is the parser's; the code and the reason are the server's."),
            new Difference(
                    "lists and watches step 4",
                    ".message",
                    "A continue token is opaque, and so is what is wrong with a forged one."));

    private record Difference(String where, String path, String reason) {}

    private Known() {}

    static boolean contains(String difference) {
        return ALL.stream()
                .anyMatch(known ->
                        difference.startsWith(known.where()) && difference.contains("\n    " + known.path() + ": "));
    }
}
