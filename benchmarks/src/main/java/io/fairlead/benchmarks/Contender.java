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

    /** One that works in this JVM. */
    static Contender here(String name, Job job) {
        return new Contender(name, namespace -> {
            Clock.Task prepared = job.prepare(namespace);
            // The garbage of the one before is not this one's.
            System.gc();
            return Clock.of(prepared);
        });
    }

    /** Work in this JVM, of which the preparation is not timed. */
    @FunctionalInterface
    interface Job {
        Clock.Task prepare(String namespace) throws Exception;
    }
}
