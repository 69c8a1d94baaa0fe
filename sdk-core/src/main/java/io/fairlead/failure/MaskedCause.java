package io.fairlead.failure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
        return tells(thrown, masking, identities()) ? copy(thrown, masking, identities()) : thrown;
    }

    /** The simple name of what was thrown, whether it is masked or not. */
    public static String typeOf(Throwable thrown) {
        return thrown instanceof MaskedCause masked
                ? masked.type.substring(Math.max(masked.type.lastIndexOf('.'), masked.type.lastIndexOf('$')) + 1)
                : thrown.getClass().getSimpleName();
    }

    private static boolean tells(Throwable thrown, UnaryOperator<String> masking, Set<Throwable> met) {
        if (!met.add(thrown)) {
            return false;
        }
        String message = thrown.getMessage();
        Throwable cause = thrown.getCause();
        return message != null && !masking.apply(message).equals(message)
                || cause != null && tells(cause, masking, met)
                || Stream.of(thrown.getSuppressed()).anyMatch(beside -> tells(beside, masking, met));
    }

    private static MaskedCause copy(Throwable thrown, UnaryOperator<String> masking, Set<Throwable> met) {
        met.add(thrown);
        String message = thrown.getMessage();
        Throwable cause = thrown.getCause();
        MaskedCause masked = new MaskedCause(
                thrown.getClass(),
                message == null ? null : masking.apply(message),
                cause == null || met.contains(cause) ? null : copy(cause, masking, met));
        masked.setStackTrace(thrown.getStackTrace());
        for (Throwable beside : thrown.getSuppressed()) {
            if (!met.contains(beside)) {
                masked.addSuppressed(copy(beside, masking, met));
            }
        }
        return masked;
    }

    private static Set<Throwable> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** As the original tells itself: its type is what a reader of a stack trace looks for. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        String message = getMessage();
        return message == null ? type : type + ": " + message;
    }
}
