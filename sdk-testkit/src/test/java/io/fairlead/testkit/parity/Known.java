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
                    "A continue token is opaque, and so is what is wrong with a forged one."),
            new Difference("certificates step", ".spec.username", "The two administrators have names of their own."),
            new Difference("certificates step 13", ".rows[0].cells[3]", "So it is in a table."),
            new Difference(
                    "certificates step",
                    ".spec.extra",
                    "The real administrator shows a certificate, whose hash is told; the Sandbox's has a token."),
            new Difference(
                    "tokens step",
                    ".metadata.managedFields",
                    "What is not stored has no fields for anybody to own; the server notes them all the same."),
            new Difference("reviews step", ".metadata.managedFields", "As for tokens."),
            new Difference("tokens step", ".spec.audiences[0]", "The audience is a flag of the server's."));

    private record Difference(String where, String path, String reason) {}

    private Known() {}

    static List<String> reasons() {
        return ALL.stream().map(Difference::reason).toList();
    }

    static boolean contains(String difference) {
        return ALL.stream()
                .anyMatch(known ->
                        difference.startsWith(known.where()) && difference.contains("\n    " + known.path() + ": "));
    }
}
