package io.fairlead.internal.journal;

import java.util.Locale;

/** The labels and annotations of records, which people read by {@code kubectl get}. */
public final class Marks {

    /** On every object of the journal. */
    public static final String JOURNAL = "fairlead.io/journal";

    /** Open, done, undone or stuck. */
    public static final String STATE = "fairlead.io/journal-state";

    /** The operation's name, as a label can say it. */
    public static final String OPERATION = "fairlead.io/operation";

    /** Which part of a record an object is, from 1. */
    public static final String PART = "fairlead.io/journal-part";

    /** The name of the record that an object is a part of. */
    public static final String RECORD = "fairlead.io/journal-record";

    static final String USER = "fairlead.io/user";
    static final String PROCESS = "fairlead.io/process";
    static final String STARTED = "fairlead.io/started";
    static final String ENDED = "fairlead.io/ended";
    static final String STEPS = "fairlead.io/steps";
    static final String OBJECTS = "fairlead.io/objects";
    static final String WRITER = "fairlead.io/writer";
    static final String REVISION = "fairlead.io/revision";
    static final String KEYS = "fairlead.io/private-keys";

    private static final int LONGEST_LABEL = 63;

    private Marks() {}

    /** A number in a label or annotation; 0 where there is none. */
    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A text as a label's value: what a label cannot hold is a dash. */
    static String label(String text) {
        String cleaned = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = cleaned.substring(0, Math.min(cleaned.length(), LONGEST_LABEL));
        return cut.replaceAll("^-+|-+$", "");
    }
}
