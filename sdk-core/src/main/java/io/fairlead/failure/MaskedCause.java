package io.fairlead.failure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stands for what a program threw where its message, or one of its causes', held a secret: the same stack trace and the same
 * {@code toString}, with the secret masked, so that a logged stack trace tells no more than the failure itself.
 */
public final class MaskedCause extends RuntimeException {

    private final String type;

    private MaskedCause(Class<?> type, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.type = type.getName();
    }

    /**
     * What may be told of something thrown: itself, where masking would change no word of it.
     *
     * @param masking takes secrets out of a text
     */
    public static Throwable of(Throwable thrown, UnaryOperator<String> masking) {
        return told(thrown, masking, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** The simple name of what was thrown, whether it is masked or not. */
    public static String typeOf(Throwable thrown) {
        return thrown instanceof MaskedCause masked
                ? masked.type.substring(Math.max(masked.type.lastIndexOf('.'), masked.type.lastIndexOf('$')) + 1)
                : thrown.getClass().getSimpleName();
    }

    private static Throwable told(Throwable thrown, UnaryOperator<String> masking, Set<Throwable> met) {
        met.add(thrown);
        String message = thrown.getMessage();
        String said = message == null ? null : masking.apply(message);
        Throwable cause = thrown.getCause();
        Throwable below = cause == null || met.contains(cause) ? null : told(cause, masking, met);
        boolean hidden = false;
        Throwable[] suppressed = thrown.getSuppressed();
        for (int i = 0; i < suppressed.length; i++) {
            Throwable beside = met.contains(suppressed[i]) ? suppressed[i] : told(suppressed[i], masking, met);
            hidden |= beside != suppressed[i];
            suppressed[i] = beside;
        }
        if (java.util.Objects.equals(said, message) && below == cause && !hidden) {
            return thrown;
        }
        MaskedCause masked = new MaskedCause(thrown.getClass(), said, below);
        masked.setStackTrace(thrown.getStackTrace());
        for (Throwable beside : suppressed) {
            masked.addSuppressed(beside);
        }
        return masked;
    }

    @Override
    public String toString() {
        String message = getMessage();
        return message == null ? type : type + ": " + message;
    }
}
