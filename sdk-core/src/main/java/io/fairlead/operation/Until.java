package io.fairlead.operation;

import io.fairlead.resource.Tree;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What to wait for. */
public sealed interface Until {

    /** How it reads after "wait until ... is": {@code ready}, {@code gone}. */
    String description();

    /**
     * Ready by the rules of its kind, the current generation first. In a plan it carries the status that a ready object has,
     * so a program that reads {@code readyReplicas} afterwards is planned to the end.
     */
    static Until ready() {
        return new Ready();
    }

    /** Gone from the API server. */
    static Until gone() {
        return new Gone();
    }

    /** A condition of the object's status has this value: {@code Until.condition("Established", "True")}. */
    static Until condition(String type, String status) {
        return new That(type + "=" + status, tree -> hasCondition(tree, type, status), Optional.empty());
    }

    /**
     * Any predicate over the object; its status is a hole in plans afterwards.
     *
     * @param description how it reads in plans and messages
     */
    static Until that(String description, Predicate<Tree> predicate) {
        return new That(description, predicate, Optional.empty());
    }

    private static boolean hasCondition(Tree tree, String type, String status) {
        return tree.trees("status", "conditions").stream()
                .anyMatch(condition -> condition
                                .text("type")
                                .filter(type::equals)
                                .isPresent()
                        && condition.text("status").filter(status::equals).isPresent());
    }

    /** See {@link Until#ready}. */
    record Ready() implements Until {
        @Override
        public String description() {
            return "ready";
        }
    }

    /** See {@link Until#gone}. */
    record Gone() implements Until {
        @Override
        public String description() {
            return "gone";
        }
    }

    /**
     * See {@link Until#that}.
     *
     * @param description how it reads
     * @param predicate what must hold
     * @param implied the object as it is once it holds, for plans; empty when that is not known
     */
    record That(
            String description,
            Predicate<Tree> predicate,
            Optional<UnaryOperator<java.util.Map<String, Object>>> implied)
            implements Until {

        /** The same, with the state that it implies laid over the object in plans. */
        public That implying(UnaryOperator<java.util.Map<String, Object>> state) {
            return new That(description, predicate, Optional.of(state));
        }
    }
}
