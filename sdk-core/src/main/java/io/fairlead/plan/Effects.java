package io.fairlead.plan;

import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a plan makes of whole objects: each that it writes as it is before the plan and as it would be after it, however many steps lead there.
 *
 * <p>For guards and questions that look at more than the fields that change, such as a price or an availability. Holds no secret value. The
 * objects are made when they are first asked for; a plan that was kept as text and read again knows none. Thread-safe.
 */
public final class Effects {

    private final Supplier<List<Effect>> maker;
    private @Nullable List<Effect> made;

    private Effects(Supplier<List<Effect>> maker) {
        this.maker = maker;
    }

    /** Effects that are made when they are asked for. */
    public static Effects of(Supplier<List<Effect>> maker) {
        return new Effects(maker);
    }

    /** These effects. */
    public static Effects of(List<Effect> effects) {
        List<Effect> copy = List.copyOf(effects);
        return new Effects(() -> copy);
    }

    /** The objects that the plan writes, in the order of their references. */
    public synchronized List<Effect> list() {
        List<Effect> known = made;
        if (known == null) {
            known = List.copyOf(maker.get());
            made = known;
        }
        return known;
    }

    /** What becomes of this object, if the plan writes it. */
    public Optional<Effect> of(Ref ref) {
        return list().stream().filter(effect -> effect.ref().equals(ref)).findFirst();
    }

    /** Equal to all others: they follow from a plan's steps, which tell plans apart. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Effects;
    }

    @Override
    public int hashCode() {
        return Effects.class.hashCode();
    }

    @Override
    public String toString() {
        return list().size() + " objects";
    }
}
