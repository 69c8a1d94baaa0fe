package io.fairlead.internal.diagnosis;

import io.fairlead.resource.Cause;
import io.fairlead.resource.SchedulingCause;
import io.fairlead.resource.StorageCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the scheduler's sentence: {@code 0/3 nodes are available: 1 Insufficient memory, 2 node(s) had untolerated taint(s). preemption:
 * ...}.
 *
 * <p>A node may have several reasons, so the counts need not add up to the nodes. What comes after the first full stop is about making
 * room and no reason of its own.
 */
final class SchedulerMessage {

    private static final Pattern HEAD = Pattern.compile("^0/(\\d{1,9}) nodes are available:\\s*");
    // Reasons hold commas themselves (taints: {a: , b: }), so an item begins only where a count follows.
    private static final Pattern NEXT = Pattern.compile(",\\s+(?=\\d{1,9}\\s)");
    private static final Pattern ITEM = Pattern.compile("^(\\d{1,9})\\s+(.+)$");
    private static final Pattern CLAIM = Pattern.compile("persistentvolumeclaim \"([^\"]{1,253})\" not found");

    private SchedulerMessage() {}

    /** The cause that the message tells of. */
    static Cause parse(String message) {
        Matcher claim = CLAIM.matcher(message);
        if (claim.find()) {
            return new StorageCause.MissingClaim(claim.group(1));
        }
        Matcher head = HEAD.matcher(message);
        if (!head.find()) {
            return message.isBlank()
                    ? new SchedulingCause.Unschedulable(0, List.of(), "")
                    : new SchedulingCause.Unschedulable(0, List.of(new SchedulingCause.Reason(0, message)), "");
        }
        int nodes = Integer.parseInt(head.group(1));
        String rest = message.substring(head.end());
        int end = rest.indexOf(". ");
        rest = (end < 0 ? rest : rest.substring(0, end)).strip();
        rest = rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
        List<SchedulingCause.Reason> reasons = new ArrayList<>();
        for (String part : rest.isEmpty() ? new String[0] : NEXT.split(rest)) {
            Matcher item = ITEM.matcher(part.strip());
            reasons.add(
                    item.find()
                            ? new SchedulingCause.Reason(Integer.parseInt(item.group(1)), item.group(2))
                            : new SchedulingCause.Reason(nodes, part.strip()));
        }
        reasons.sort(Comparator.comparingInt(SchedulingCause.Reason::nodes)
                .reversed()
                .thenComparing(SchedulingCause.Reason::words));
        return new SchedulingCause.Unschedulable(nodes, reasons, hint(reasons).orElse(""));
    }

    /** What would fit, as far as the reasons tell by themselves. */
    private static Optional<String> hint(List<SchedulingCause.Reason> reasons) {
        if (reasons.size() != 1) {
            return Optional.empty();
        }
        String words = reasons.get(0).words();
        if (words.startsWith("Insufficient ")) {
            return Optional.of("a node with more free " + words.substring("Insufficient ".length()) + " would fit");
        }
        if (words.contains("taint")) {
            return Optional.of("a toleration of the nodes' taints would fit");
        }
        if (words.contains("node affinity/selector")) {
            return Optional.of("a node with the labels it selects would fit");
        }
        if (words.contains("free ports")) {
            return Optional.of("another host port would fit");
        }
        return Optional.empty();
    }
}
