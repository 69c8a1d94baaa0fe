package io.fairlead.cost;

import io.fairlead.cost.price.Money;
import java.time.Duration;

/**
 * What runs only while a change is under way.
 *
 * @param what what runs: {@code 2 surge pods}
 * @param time for about how long
 * @param cost what that costs, once
 */
public record Transition(String what, Duration time, Money cost) {

    @Override
    public String toString() {
        return time.isZero() ? what : what + " for about " + shown(time);
    }

    static String shown(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 90) {
            return Math.max(1, seconds) + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 120 ? minutes + " min" : (minutes + 30) / 60 + " h";
    }
}
