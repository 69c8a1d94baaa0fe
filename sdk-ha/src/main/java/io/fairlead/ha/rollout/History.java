package io.fairlead.ha.rollout;

import io.fairlead.resource.Differences;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Optional;

/**
 * The revisions of a workload that the cluster keeps, the newest first.
 *
 * <p>Prints as a table, a line a revision.
 *
 * @param workload the workload
 * @param revisions its revisions
 */
public record History(Ref workload, List<Revision> revisions) {

    public History {
        revisions = List.copyOf(revisions);
    }

    /** The revision that the workload asks for now; empty while its controller has not recorded it yet. */
    public Optional<Revision> current() {
        return revisions.stream().filter(Revision::isCurrent).findFirst();
    }

    /** The revision of this number, where it is kept. */
    public Optional<Revision> number(long number) {
        return revisions.stream().filter(one -> one.number() == number).findFirst();
    }

    /** The newest revision that is not the current one. */
    public Optional<Revision> previous() {
        return revisions.stream().filter(one -> !one.isCurrent()).findFirst();
    }

    /** How a revision's pod template differs from that of the one before it; empty for the oldest that is kept. */
    public Optional<Differences> difference(Revision revision) {
        return revisions.stream()
                .filter(one -> one.number() < revision.number())
                .findFirst()
                .map(before -> TemplateDifference.between(
                        before.template().toMap(), revision.template().toMap()));
    }

    /** The numbers that are kept, in words: {@code 3, 5 and 7}. */
    String kept() {
        List<String> numbers = revisions.stream()
                .map(Revision::number)
                .sorted()
                .map(String::valueOf)
                .toList();
        return numbers.size() < 2
                ? String.join("", numbers)
                : String.join(", ", numbers.subList(0, numbers.size() - 1)) + " and " + numbers.get(numbers.size() - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(workload)
                .append(": ")
                .append(revisions.size())
                .append(revisions.size() == 1 ? " revision" : " revisions");
        revisions.forEach(one -> text.append("\n  ").append(one));
        return text.toString();
    }
}
