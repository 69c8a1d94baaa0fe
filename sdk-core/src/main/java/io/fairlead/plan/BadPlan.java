package io.fairlead.plan;

import io.fairlead.failure.FairleadException;

/** A saved plan that cannot be used; nothing was written. */
public final class BadPlan extends FairleadException {

    private static final String READ = "read a saved plan";
    private static final String MAKE_ANEW = "Nothing was written. Plan again, and have that plan approved.";

    private BadPlan(String tried, String happened, String remedy) {
        super(tried, happened, remedy, null, null);
    }

    /** A part of it is missing, or it never was a plan. */
    public static BadPlan cut() {
        return new BadPlan(READ, "It is cut, or no plan.", MAKE_ANEW);
    }

    /**
     * It is not as it was written.
     *
     * @param sign what shows it: {@code its checksum does not fit}
     */
    public static BadPlan edited(String sign) {
        return new BadPlan(READ, "It was changed by hand or damaged: " + sign + ".", MAKE_ANEW);
    }

    /**
     * A later version of Fairlead wrote it.
     *
     * @param version its version
     * @param known the version that is known here
     */
    public static BadPlan newer(long version, int known) {
        return new BadPlan(
                READ,
                "It is of version " + version + ", and this Fairlead knows versions up to " + known + ".",
                "Nothing was written. Run it by the Fairlead that wrote it, or a newer one.");
    }

    /**
     * It was made for another cluster.
     *
     * @param operation what it plans
     * @param planned the cluster that it was made for
     * @param here the cluster that it was to be run on
     */
    public static BadPlan ofAnotherCluster(String operation, String planned, String here) {
        return new BadPlan(
                "run the saved plan of " + operation,
                "It was made for the cluster at " + planned + ", and this is the one at " + here + ".",
                "Nothing was written. Run it where it was made, or plan here.");
    }
}
