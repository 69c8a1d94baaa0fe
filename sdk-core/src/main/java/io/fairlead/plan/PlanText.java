package io.fairlead.plan;

import io.fairlead.plan.Change.Action;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a plan: summary first, then a readable difference, one sign a line. */
final class PlanText {

    private static final int BRIEF_LINES = 25;
    private static final int FIELDS_WHEN_BRIEF = 4;
    private static final int VALUE_WIDTH = 60;

    private PlanText() {}

    static String summary(Preview plan) {
        List<String> counts = new ArrayList<>();
        count(counts, plan.count(Action.CREATE), "to create");
        count(counts, plan.count(Action.UPDATE), "to change");
        count(counts, plan.count(Action.REPLACE), "to replace");
        count(counts, plan.count(Action.DELETE), "to delete");
        count(counts, plan.steps().stream().filter(Step.Call.class::isInstance).count(), "calls");
        count(
                counts,
                plan.steps().stream().filter(Step.Outside.class::isInstance).count(),
                "external steps");
        if (counts.isEmpty()) {
            counts.add("nothing to change");
        }
        count(counts, plan.count(Action.KEEP), "unchanged");
        count(counts, plan.steps().stream().filter(Step.Wait.class::isInstance).count(), "waits");
        count(
                counts,
                plan.steps().stream().filter(Step.Question.class::isInstance).count(),
                "gates");
        String tail = plan.deferred().isPresent() ? "; a part is known only when it runs" : "";
        return "Plan of " + plan.name() + ": " + String.join(", ", counts) + tail;
    }

    private static void count(List<String> counts, long n, String what) {
        if (n > 0) {
            counts.add(n + " " + (n == 1 && what.endsWith("s") ? what.substring(0, what.length() - 1) : what));
        }
    }

    static String full(Preview plan) {
        return String.join("\n", lines(plan, Integer.MAX_VALUE));
    }

    static String brief(Preview plan) {
        List<String> lines = lines(plan, FIELDS_WHEN_BRIEF);
        if (lines.size() <= BRIEF_LINES) {
            return String.join("\n", lines);
        }
        int shown = BRIEF_LINES - 1;
        return String.join("\n", lines.subList(0, shown)) + "\n  ... " + (lines.size() - shown) + " more lines: text()";
    }

    private static List<String> lines(Preview plan, int fields) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(plan));
        plan.warnings().forEach(warning -> lines.add("  ! " + warning));
        plan.rewriters().forEach(rewriter -> lines.add("  ! " + rewriter));
        plan.permissions()
                .lacking()
                .ifPresent(lacking ->
                        lacking.forEach(permission -> lines.add("  ! you are not allowed to " + permission)));
        steps(lines, plan.steps(), fields, "  ");
        return lines;
    }

    private static void steps(List<String> lines, List<Step> steps, int fields, String indent) {
        List<String> scope = List.of();
        for (Step step : steps) {
            if (step instanceof Change change && !change.writes()) {
                continue;
            }
            if (!step.id().scope().equals(scope)) {
                scope = step.id().scope();
                if (!scope.isEmpty()) {
                    lines.add(indent + String.join(" / ", scope) + ":");
                }
            }
            step(lines, step, fields, scope.isEmpty() ? indent : indent + "  ");
        }
    }

    private static void step(List<String> lines, Step step, int fields, String indent) {
        if (step instanceof Change change) {
            change(lines, change, fields, indent);
        } else if (step instanceof Step.Wait wait) {
            lines.add(indent + "> wait until " + Step.Wait.targets(wait.refs()) + " " + wait.until() + ", at most "
                    + duration(wait.limit()));
        } else if (step instanceof Step.Call call) {
            lines.add(indent + "* " + call.what() + " " + call.ref() + grade(call.grade()) + undo(call.undo()));
        } else if (step instanceof Step.Question question) {
            lines.add(indent + "? ask " + question.whom() + ": " + question.question() + ", at most "
                    + duration(question.limit()));
        } else if (step instanceof Step.Outside outside) {
            lines.add(indent + "@ outside the cluster: " + outside.name() + undo(outside.undo()));
        } else if (step instanceof Step.Pause pause) {
            lines.add(indent + "> pause " + duration(pause.time()));
        } else if (step instanceof Step.Cut cut) {
            lines.add(indent + ". from here on known only when it runs: " + cut.needs());
        } else if (step instanceof Step.Alternative alternative) {
            lines.add(indent + "| " + alternative.when() + ":");
            steps(lines, alternative.steps(), fields, indent + "|   ");
        }
    }

    private static void change(List<String> lines, Change change, int fields, String indent) {
        lines.add(indent + change.action().sign() + " " + change.ref()
                + change.owner().map(owner -> " as " + owner).orElse("") + grade(change.grade())
                + (change.undo().isEmpty() ? "" : "  (undo: " + change.undo() + ")"));
        if (change.action() == Action.DELETE || change.action() == Action.CREATE && fields < Integer.MAX_VALUE) {
            return;
        }
        int shown = 0;
        for (FieldChange field : change.fields()) {
            if (shown++ == fields) {
                lines.add(indent + "    ... " + (change.fields().size() - fields) + " more fields");
                break;
            }
            lines.add(indent + "    " + field.path() + ": " + field(field));
        }
        if (change.action() == Action.UPDATE
                && change.fields().isEmpty()
                && change.takenFrom().isEmpty()) {
            lines.add(indent + "    no value changes, only who owns them");
        }
        change.takenFrom()
                .forEach((owner, paths) ->
                        lines.add(indent + "    taken over from " + owner + ": " + String.join(", ", paths)));
    }

    private static String field(FieldChange field) {
        if (field.isAddition()) {
            return value(field.after());
        }
        return value(field.before()) + " -> " + (field.isRemoval() ? "(removed)" : value(field.after()));
    }

    private static String value(FieldValue value) {
        String text = value.toString();
        // What is not known yet says what it waits for, which is not to be cut short.
        return value instanceof FieldValue.Later || text.length() <= VALUE_WIDTH
                ? text
                : text.substring(0, VALUE_WIDTH - 3) + "...";
    }

    private static String grade(Grade grade) {
        return grade.level() == Grade.Level.EXACT ? "" : "  (" + grade + ")";
    }

    private static String undo(String undo) {
        return undo.isEmpty() ? "  (cannot be undone)" : "";
    }

    static String duration(Duration duration) {
        if (duration.toSeconds() > 0 && duration.toSeconds() % 60 == 0 && duration.toMinutes() < 180) {
            return duration.toMinutes() + " min";
        }
        return duration.compareTo(Duration.ofMinutes(3)) < 0 && duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
