package io.fairlead.internal.engine;

import io.fairlead.internal.journal.Header;
import io.fairlead.internal.journal.Machine;
import io.fairlead.internal.journal.RecordWriter;
import io.fairlead.internal.journal.Shelf;
import io.fairlead.journal.JournalOptions;
import io.fairlead.resource.Ref;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens the records of runs, where the options say. Safe for threads. */
final class Journals {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX = 6;
    private static final String ALWAYS_THERE = "default";

    private final Session session;
    private final Shelf shelf;
    private final SecureRandom random = new SecureRandom();

    Journals(Session session) {
        this.session = session;
        this.shelf = new Shelf(session.api());
    }

    Shelf shelf() {
        return shelf;
    }

    /** The record of a run; it is in the cluster from the first wave on. */
    JournalRecord open(String operation, Masks masks) {
        return session.options().journal().isEmpty()
                ? JournalRecord.none()
                : new KeptRecord(session, this, operation, masks);
    }

    /** The namespace of records of what lies in none. */
    String home() {
        return home(session.options());
    }

    private static String home(EngineOptions options) {
        return options.journal()
                .map(JournalOptions::namespace)
                .filter(name -> !name.isEmpty())
                .orElse(options.namespace());
    }

    /**
     * The namespaces that a record may lie in, best first.
     *
     * @param first the first object written
     */
    static List<String> homes(EngineOptions options, Optional<Ref> first) {
        boolean fixed = options.journal()
                .filter(journal -> !journal.namespace().isEmpty())
                .isPresent();
        Set<String> homes = new LinkedHashSet<>();
        if (!fixed) {
            first.map(Ref::namespace).filter(name -> !name.isEmpty()).ifPresent(homes::add);
        }
        homes.add(home(options));
        if (!fixed) {
            // The session's own may be what the run is about to make.
            homes.add(ALWAYS_THERE);
        }
        return List.copyOf(homes);
    }

    RecordWriter writer(String operation, Optional<Ref> first) {
        Machine here = Machine.here();
        Instant now = session.pace().now();
        Header header = new Header(
                operation, session.api().user(), here.host(), here.process(), here.processStarted(), now.toString());
        return new RecordWriter(
                shelf, "fairlead-" + STAMP.format(now) + "-" + suffix(), header, homes(session.options(), first));
    }

    private String suffix() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SUFFIX; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
