package io.fairlead.testkit.internal.store;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Where uids and the ends of generated names come from: anywhere, or from a seed, so that two runs name things alike. */
public final class Dice {
    private final Supplier<Random> source;

    private Dice(Supplier<Random> source) {
        this.source = source;
    }

    /** Never the same twice. */
    public static Dice fair() {
        return new Dice(ThreadLocalRandom::current);
    }

    /** The same sequence for the same seed. */
    public static Dice seeded(long seed) {
        var random = new Random(seed);
        return new Dice(() -> random);
    }

    /** A uid, in the form of version 4. */
    String uid() {
        Random random = source.get();
        long high = random.nextLong() & 0xffffffffffff0fffL | 0x4000L;
        long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    int below(int bound) {
        return source.get().nextInt(bound);
    }
}
