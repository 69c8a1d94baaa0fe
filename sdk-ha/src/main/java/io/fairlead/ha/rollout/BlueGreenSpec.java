package io.fairlead.ha.rollout;

import io.fairlead.operation.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How the traffic goes over from blue to green; handed to the lambda of {@link RolloutSpec#blueGreen}. */
public final class BlueGreenSpec {

    private final List<Gate> gates = new ArrayList<>();
    private Optional<String> service = Optional.empty();
    private Duration keeping = Duration.ZERO;

    BlueGreenSpec() {}

    /** The Service that is switched; needed where several send to the workload's pods. */
    public BlueGreenSpec service(String name) {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException("expected the name of a Service, got \"" + name + "\"");
        }
        service = Optional.of(name);
        return this;
    }

    /** What must hold of green before it gets any traffic; it is reached by the preview Service, named as the Service with {@code -next}. */
    public BlueGreenSpec before(Gate gate) {
        gates.add(Objects.requireNonNull(gate, "gate"));
        return this;
    }

    /** How long blue stands by after the switch, for an instant way back; no time by default. */
    public BlueGreenSpec keepBlueFor(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time is not negative, got " + time);
        }
        keeping = time;
        return this;
    }

    List<Gate> gates() {
        return List.copyOf(gates);
    }

    Optional<String> service() {
        return service;
    }

    Duration keeping() {
        return keeping;
    }
}
