package io.fairlead.operation;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the API's verbs beyond writing an object's fields: scale, evict, approve, issue a token. Open for more: implement it
 * for a verb of your own API.
 *
 * @param <T> what the verb gives back
 */
public interface Act<T> {

    /** The object it is done to. */
    Ref ref();

    /** What is done, as it reads in a plan: {@code scale to 5}. */
    String what();

    /** The call that does it. */
    Call call();

    /** What it gives back, made from the server's answer. */
    T result(Tree answer);

    /** What a plan gives back where the verb has no dry run; empty ends the plan as far as the result is needed. */
    default Optional<T> predicted() {
        return Optional.empty();
    }

    /** Why a plan sends no dry run of it, where its call honours none; after "predicted, as". */
    default String undryable() {
        return "the API has no dry run for it";
    }

    /** The object's state once it is done, laid over it in a plan; the object unchanged by default. */
    default Map<String, Object> after(Map<String, Object> before) {
        return before;
    }

    /** The act that takes it back, made from the object as it was before; empty when nothing does. */
    default Optional<Act<?>> inverse(Tree before) {
        return Optional.empty();
    }

    /** Whether it must find the object first: for its inverse, its guard, or its state in a plan. {@code true} by default. */
    default boolean readsFirst() {
        return true;
    }

    /**
     * A call of the object's path or of one of its subresources.
     *
     * @param method {@code POST}, {@code PUT} or {@code PATCH}
     * @param subresource the subresource, empty for the object itself
     * @param contentType the body's type
     * @param body the body as a tree
     * @param honoursDryRun whether the API server honours {@code dryRun} for it; TokenRequest does not
     * @param repeatable whether doing it twice does no more than doing it once
     */
    record Call(
            String method,
            String subresource,
            String contentType,
            @Nullable Object body,
            boolean honoursDryRun,
            boolean repeatable) {}
}
