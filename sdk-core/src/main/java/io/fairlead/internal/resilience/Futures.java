package io.fairlead.internal.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the decorators need of futures. */
public final class Futures {

    private Futures() {}

    /** Hears the end of a future: its value, or what it failed with. What the hearer throws is lost, so it must not throw. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the hearer.
    public static <T> void whenDone(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> hearer) {
        future.whenComplete(hearer);
    }

    /** What a future really failed with. */
    public static Throwable cause(@Nullable Throwable thrown) {
        Throwable here = thrown == null ? new IllegalStateException("neither a value nor a failure") : thrown;
        while (here.getCause() != null && (here instanceof CompletionException || here instanceof ExecutionException)) {
            here = here.getCause();
        }
        return here;
    }
}
