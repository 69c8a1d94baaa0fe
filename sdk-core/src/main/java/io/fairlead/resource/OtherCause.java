package io.fairlead.resource;

/** What has no family. */
public sealed interface OtherCause extends Cause {

    /**
     * The object's own words, where no cause is known for them.
     *
     * @param type the condition
     * @param words its reason and message
     */
    record Condition(String type, String words) implements OtherCause {
        public Condition {
            type = Evidence.quote(type);
            words = Evidence.quote(words);
        }

        @Override
        public String sentence() {
            return type + (words.isEmpty() ? "" : ": " + words);
        }

        @Override
        public String remedy() {
            return "see what its controller says";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * Something could not be looked at.
     *
     * @param what what it was
     * @param why why not
     */
    record Unseen(String what, String why) implements OtherCause {
        public Unseen {
            what = Evidence.quote(what);
            why = Evidence.quote(why);
        }

        @Override
        public String sentence() {
            return what + " could not be seen: " + why;
        }

        @Override
        public String remedy() {
            return "ask for the right to read it";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
