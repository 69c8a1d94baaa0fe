package io.fairlead.testkit.contract;

/** One promise of the contract; its words are the test's name. */
public enum Check {
    /** Two plans print the same text, JSON and hash. */
    SAME_PLAN_TWICE("planned twice, it is the same text and hash"),
    /** Nothing is stored, and no request that can have stored something is sent, while it is planned. */
    PLANNING_WRITES_NOTHING("planning it writes nothing"),
    /** What is stored afterwards is what was there before with the plan's changes, and nothing else. */
    PLAN_COMES_TRUE("what its plan shows is what is then stored, and nothing else"),
    /** Planned and run again, it finds nothing to do. */
    NOTHING_TO_DO_AGAIN("run again, it changes and writes nothing"),
    /** Its undo gives back values, owners and the times of their entries. */
    UNDO_GIVES_BACK("taken back, all is as before, owners and their times too"),
    /** Failing before or after any of its steps and undone, it leaves everything as it was. */
    UNDONE_AFTER_FAILURE("failing at each step and undone, all is as before"),
    /** Refused by the server for one of its objects and undone, it leaves everything as it was. */
    UNDONE_AFTER_REFUSAL("refused by the server half-way and undone, all is as before"),
    /** Cut off from the server before any of its writes, it is gone on with or taken back by another process, from its record. */
    WHOLE_AFTER_A_CUT("cut off before any of its writes, it is resumed or undone by another process"),
    /** An account that holds just the printed roles can plan and run it. */
    PRINTED_ROLE_IS_ENOUGH("an account that holds just the printed role runs it"),
    /** A run takes no more requests than stated. */
    STATED_REQUESTS("it takes the stated number of requests");

    private final String words;

    Check(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
