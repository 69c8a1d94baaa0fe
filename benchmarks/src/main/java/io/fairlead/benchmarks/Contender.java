package io.fairlead.benchmarks;

/**
 * One way to do the same job.
 *
 * @param name how it is called in the report
 * @param round does the job once in a new namespace
 */
record Contender(String name, Round round) {

    /** One round. */
    @FunctionalInterface
    interface Round {

        /**
         * Does the job once.
         *
         * @param namespace a new one
         */
        Took in(String namespace) throws Exception;
    }
}
