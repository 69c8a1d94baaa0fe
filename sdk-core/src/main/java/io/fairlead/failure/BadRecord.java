package io.fairlead.failure;

/** A record of the journal that cannot be used; nothing was written. */
public final class BadRecord extends FairleadException {

    private BadRecord(String tried, String happened, String remedy) {
        super(tried, happened, remedy, null, null);
    }

    /**
     * A part of it is missing.
     *
     * @param id the record
     * @param missing what is missing: {@code Secret shop/fairlead-x-2 is not there}
     */
    public static BadRecord cut(String id, String missing) {
        return new BadRecord(
                "read the record " + id,
                "It is cut: " + missing + ".",
                "Nothing was written. What it told of has to be looked at by hand.");
    }

    /**
     * It is not as it was written.
     *
     * @param id the record
     * @param where what does not fit: {@code step 2}
     */
    public static BadRecord edited(String id, String where) {
        return new BadRecord(
                "read the record " + id,
                "It was changed by hand or damaged: the checksum of " + where + " does not fit.",
                "Nothing was written. Restore the object as it was, or delete it if nobody needs it.");
    }

    /**
     * A later version of Fairlead wrote it.
     *
     * @param id the record
     * @param version its version
     * @param known the version that is known here
     */
    public static BadRecord newer(String id, long version, int known) {
        return new BadRecord(
                "read the record " + id,
                "It is of version " + version + ", and this Fairlead knows versions up to " + known + ".",
                "Nothing was written. Use the Fairlead that wrote it, or a newer one.");
    }

    /**
     * It is a copy: it tells of another cluster, or of a time before a backup was restored.
     *
     * @param id the record
     * @param sign what shows it: {@code the record that was written had uid x, this object has uid y}
     */
    public static BadRecord copied(String id, String sign) {
        return new BadRecord(
                "use the record " + id,
                "It was copied here, from another cluster or from a backup: " + sign + ".",
                "Nothing was written. Use the record where it was written.");
    }

    /**
     * Its operation still runs.
     *
     * @param id the record
     * @param process where it runs
     */
    public static BadRecord running(String id, String process) {
        return new BadRecord(
                "use the record " + id,
                "Its operation still runs, as process " + process + ".",
                "Nothing was written. Wait for it, or end it first.");
    }

    /**
     * An earlier version of Fairlead wrote it, which kept less.
     *
     * @param id the record
     * @param version its version
     */
    public static BadRecord older(String id, long version) {
        return new BadRecord(
                "resume the record " + id,
                "It is of version " + version + ", which does not know the steps of its program.",
                "Nothing was written. It can be taken back: cluster.journal().undo(\"" + id + "\").");
    }

    /**
     * What it tells of was taken back.
     *
     * @param id the record
     */
    public static BadRecord undone(String id) {
        return new BadRecord(
                "resume the record " + id,
                "What it tells of was taken back.",
                "Nothing was written. Run the operation itself.");
    }

    /**
     * Another account wrote it: what it says was done would be believed.
     *
     * @param id the record
     * @param user who wrote it
     */
    public static BadRecord anothers(String id, String user) {
        return new BadRecord(
                "resume the record " + id,
                "It was written by " + user + ", and only that account can go on with it.",
                "Nothing was written. Resume it as " + user + ", or take back what was done: cluster.journal().undo(\""
                        + id + "\").");
    }

    /**
     * Another undo took the record first.
     *
     * @param id the record
     */
    public static BadRecord taken(String id) {
        return new BadRecord(
                "undo the record " + id,
                "Somebody wrote to it meanwhile: its operation, or another undo.",
                "Nothing was written. Look at it again.");
    }
}
