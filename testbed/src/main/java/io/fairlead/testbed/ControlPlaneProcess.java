package io.fairlead.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One running component of a control plane, to look at and to disturb in tests of faults.
 *
 * <p>Each component is the child of a small shell that holds the reading end of a pipe from this JVM. When the JVM ends,
 * however it ends, the pipe closes and the shell kills the component: nothing is left behind. The shell itself ignores
 * what a terminal sends to all that runs in it, or Ctrl-C would end it too early. All methods are safe to call from
 * several threads.
 */
public final class ControlPlaneProcess {

    private static final String GUARD = """
            trap '' INT TERM HUP
            log=$1; shift
            exec 3<&0
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            child=$!
            echo $child
            { read -r _ <&3; kill -9 $child; } >/dev/null 2>&1 &
            guard=$!
            wait $child; code=$?
            kill -9 $guard 2>/dev/null
            exit $code
            """;

    private final String name;
    private final List<String> command;
    private final Path log;
    private @Nullable Process guard;
    private long pid;

    ControlPlaneProcess(String name, List<String> command, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
    }

    /** The component's name, such as {@code kube-apiserver}. */
    public String name() {
        return name;
    }

    /** The process id of the component itself. */
    public synchronized long pid() {
        return pid;
    }

    /** Whether the component runs; a paused one does. */
    public synchronized boolean isRunning() {
        return guard != null && guard.isAlive();
    }

    /** Stops the component in its tracks: its connections stay open, and nothing is answered until {@link #resume()}. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused component go on. */
    public void resume() {
        signal("CONT");
    }

    /** Kills the component, as a crash does, and waits until it is gone. */
    public synchronized void kill() {
        Process running = guard;
        if (running == null) {
            return;
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        guard = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the component again, on the same ports and data, after killing it if it runs; does not wait until ready. */
    public synchronized void restart() {
        kill();
        start();
    }

    /** What the component wrote to its output since its first start. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new TestbedException("Reading the log of %s failed".formatted(name), e);
        }
    }

    synchronized void start() {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "fairlead-testbed", log.toString()));
        guarded.addAll(command);
        try {
            Process started = new ProcessBuilder(guarded)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader reader = started.inputReader(StandardCharsets.UTF_8);
            pid = Long.parseLong(reader.readLine());
            guard = started;
        } catch (IOException e) {
            throw new TestbedException("Starting %s failed".formatted(name), e);
        }
    }

    /** Waits for the end of the process, at most for the given time, and says whether it came. */
    boolean endedWithin(Duration limit) throws InterruptedException {
        Process running;
        synchronized (this) {
            running = guard;
        }
        return running == null || running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The last lines of the log, for a message about a component that ended. */
    String lastWords() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }

    private synchronized void signal(String signal) {
        if (!isRunning()) {
            throw new IllegalStateException("%s does not run".formatted(name));
        }
        try {
            Process process = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new TestbedException("Sending %s to %s failed".formatted(signal, name));
            }
        } catch (IOException e) {
            throw new TestbedException("Sending %s to %s failed".formatted(signal, name), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("Interrupted while sending %s to %s".formatted(signal, name), e);
        }
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(name, isRunning() ? "process " + pid() : "not running");
    }
}
