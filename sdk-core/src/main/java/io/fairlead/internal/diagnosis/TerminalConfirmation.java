package io.fairlead.internal.diagnosis;

import io.fairlead.resource.ApiCause;
import io.fairlead.resource.Cause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.ImageCause;
import io.fairlead.resource.WorkloadCause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides when a terminal cause is believed: a status may be a moment old, and a wait that ends on it cannot be taken up again.
 *
 * <p>A cause is confirmed by its second report (another object, or another version of the same one) or when it has stood for 10 seconds; a
 * report without it starts it anew. Some answers are definite and need no second one: the registry or the kubelet has looked and said no
 * (image not found, not for this platform, no valid name, not to be pulled), a Job has failed, a definition's names are taken.
 *
 * <p>Not for several threads: fed by the one that listens. Remembers the terminal causes of now and nothing else.
 */
public final class TerminalConfirmation {

    private static final class Standing {
        private final Instant since;
        private final Set<String> reports = new HashSet<>();

        private Standing(Instant since) {
            this.since = since;
        }
    }

    private final int reports;
    private final Duration patience;
    private final Map<Object, Standing> standing = new HashMap<>();

    /**
     * A rule of one's own.
     *
     * @param reports how many different reports confirm a cause; 1 believes at once
     * @param patience after how long it is believed without another report
     */
    public TerminalConfirmation(int reports, Duration patience) {
        this.reports = reports;
        this.patience = patience;
    }

    /** The second report, or 10 seconds. */
    public static TerminalConfirmation standard() {
        return new TerminalConfirmation(2, Duration.ofSeconds(10));
    }

    /**
     * Hears what was just found, everything of it: terminal causes that are missing are forgotten.
     *
     * @param found the diagnoses of now
     * @param versions tells the version of the object that shows a diagnosis, such as its resourceVersion
     * @param now when
     * @return the diagnosis that may be believed now, where there is one
     */
    public Optional<Diagnosis> observe(List<Diagnosis> found, Versions versions, Instant now) {
        Set<Object> seen = new HashSet<>();
        Diagnosis confirmed = null;
        for (Diagnosis diagnosis : found) {
            if (!diagnosis.terminal()) {
                continue;
            }
            Cause cause = diagnosis.cause();
            seen.add(cause.identity());
            Standing here = standing.computeIfAbsent(cause.identity(), unseen -> new Standing(now));
            if (here.reports.size() < reports) {
                here.reports.add(diagnosis.object() + "@" + versions.of(diagnosis));
            }
            boolean believed = definite(cause) || here.reports.size() >= reports || stood(here, now);
            if (believed && confirmed == null) {
                confirmed = diagnosis;
            }
        }
        standing.keySet().retainAll(seen);
        return Optional.ofNullable(confirmed);
    }

    /** When to ask again though nothing has changed: the first instant at which patience alone confirms something. */
    public Optional<Instant> nextCheck() {
        return standing.values().stream().map(here -> here.since.plus(patience)).min(Instant::compareTo);
    }

    private boolean stood(Standing here, Instant now) {
        return !now.isBefore(here.since.plus(patience));
    }

    private static boolean definite(Cause cause) {
        return cause instanceof ImageCause.NotFound
                || cause instanceof ImageCause.InvalidName
                || cause instanceof ImageCause.Absent
                || cause instanceof ImageCause.WrongPlatform
                || cause instanceof WorkloadCause.BackoffLimit
                || cause instanceof WorkloadCause.JobFailed
                || cause instanceof ApiCause.NamesTaken;
    }

    /** Which version of an object a diagnosis was read from. */
    @FunctionalInterface
    public interface Versions {

        /** The version, in any words; the same words mean the same report. */
        String of(Diagnosis diagnosis);
    }
}
