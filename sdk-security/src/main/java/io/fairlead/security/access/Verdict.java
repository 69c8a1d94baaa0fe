package io.fairlead.security.access;

/** Whether a request is allowed, as far as roles tell. */
public enum Verdict {
    /** It is allowed. */
    YES("yes"),
    /** It is refused. */
    NO("no"),
    /** Another authorizer has a say, and what that says is not known. */
    PERHAPS("perhaps");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
