package io.fairlead.operation;

/** A program that gives nothing back; see {@link Operation#doing}. */
@FunctionalInterface
public interface Program {

    /**
     * The program itself.
     *
     * @throws Exception whatever it throws; a reader reports it as a typed failure
     */
    void perform(Work work) throws Exception;
}
