package io.fairlead.testkit.internal.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a say in every write, between the request and the store. */
public interface Admission {
    /** What a write does. */
    enum Operation {
        /** A new object. */
        CREATE,
        /** A changed object. */
        UPDATE
    }

    /** What was allocated for an object; given back when closed, unless kept. */
    interface Claim extends AutoCloseable {
        /** Nothing was allocated. */
        Claim NONE = new Claim() {
            @Override
            public void keep() {}

            @Override
            public void close() {}
        };

        /** Two claims as one. */
        static Claim both(Claim first, Claim second) {
            return new Claim() {
                @Override
                public void keep() {
                    first.keep();
                    second.keep();
                }

                @Override
                public void close() {
                    try {
                        first.close();
                    } finally {
                        second.close();
                    }
                }
            };
        }

        /** The object is stored: what was allocated is its own. */
        void keep();

        @Override
        void close();
    }

    /** May change the object or refuse it, before it is validated. */
    void admit(
            Kind kind,
            Operation operation,
            String namespace,
            Map<String, Object> object,
            @Nullable Map<String, Object> old,
            WriteOptions options);

    /** May refuse the object once it is valid. */
    void validate(
            Kind kind,
            Operation operation,
            String namespace,
            Map<String, Object> object,
            @Nullable Map<String, Object> old,
            WriteOptions options);

    /** Gives the object what the server chooses, such as addresses. */
    Claim allocate(Kind kind, Map<String, Object> object, @Nullable Map<String, Object> old, boolean dryRun);

    /** Takes back what an object had: it is gone. */
    void release(Kind kind, Map<String, Object> object);
}
