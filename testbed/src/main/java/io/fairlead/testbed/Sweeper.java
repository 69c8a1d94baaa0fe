package io.fairlead.testbed;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Deletes a control plane's folder when this JVM closes a pipe, by itself or by dying.
 *
 * <p>A shell waits for that, since a killed JVM can do nothing more. The components die at the same moment and may still
 * be writing, so that it tries again for a while.
 */
final class Sweeper {

    private static final String SWEEP = """
            trap '' INT TERM HUP
            read -r _
            for again in 1 2 3 4 5 6 7 8 9 10; do
              rm -rf -- "$1" 2>/dev/null && exit 0
              sleep 0.2
            done
            """;

    private Sweeper() {}

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder("sh", "-c", SWEEP, "fairlead-testbed", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Lets it sweep now, and waits for the end. */
    static void finish(Process sweeper) {
        try {
            sweeper.getOutputStream().close();
            sweeper.waitFor();
        } catch (IOException e) {
            throw new TestbedException("Deleting a control plane's folder failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
