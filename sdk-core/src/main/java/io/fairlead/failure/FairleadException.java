package io.fairlead.failure;

import io.fairlead.resource.Ref;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that Fairlead throws on purpose.
 *
 * <p>A message has up to three lines: what was tried and on what, what happened, what to do. It never holds a secret value.
 */
public abstract class FairleadException extends RuntimeException {

    private final String tried;
    private final String happened;
    private final String remedy;
    private final transient @Nullable Ref ref;

    /**
     * A failure in the house's grammar.
     *
     * @param tried what was tried and on what, without a full stop: {@code apply Deployment shop/web as fairlead/ha}
     * @param happened what happened, one or two sentences
     * @param remedy what the reader can do, one sentence; empty where there is nothing to say
     * @param ref the object it is about, where it is about one
     * @param cause what was caught, where something was
     */
    protected FairleadException(
            String tried, String happened, String remedy, @Nullable Ref ref, @Nullable Throwable cause) {
        super(message(tried, happened, remedy), cause);
        this.tried = tried;
        this.happened = happened;
        this.remedy = remedy;
        this.ref = ref;
    }

    private static String message(String tried, String happened, String remedy) {
        StringBuilder text =
                new StringBuilder("Tried to ").append(tried).append(".\n").append(happened);
        if (!remedy.isEmpty()) {
            text.append('\n').append(remedy);
        }
        return text.toString();
    }

    /** What was tried and on what. */
    public final String tried() {
        return tried;
    }

    /** What happened. */
    public final String happened() {
        return happened;
    }

    /** What the reader can do; empty where there is nothing to say. */
    public final String remedy() {
        return remedy;
    }

    /** The object it is about, where it is about one. */
    public final Optional<Ref> ref() {
        return Optional.ofNullable(ref);
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return false;
    }
}
