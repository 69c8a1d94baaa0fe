package io.fairlead.testbed;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a {@link FaultProxy} does to a call, in the place of passing it on. */
@FunctionalInterface
public interface Fault {

    /**
     * Does it.
     *
     * @throws Exception whatever goes wrong; the connection is cut then
     */
    void strike(ProxiedCall call) throws Exception;

    /** The connection is cut before the API server sees the call. */
    static Fault cutBefore() {
        return ProxiedCall::cut;
    }

    /** The API server takes the call, and the connection is cut before its answer. */
    static Fault cutAfter() {
        return call -> {
            call.ask();
            call.cut();
        };
    }

    /** The API server takes the call, and the connection is cut in the middle of its answer. */
    static Fault halfAnswer() {
        return call -> call.answerHalf(call.ask());
    }

    /** The API server takes the call, and its answer does not come before the latch opens; then the connection is cut. */
    static Fault stall(CountDownLatch until) {
        return call -> {
            call.ask();
            until.await();
            call.cut();
        };
    }

    /** The call is answered with a {@code Status}, and the API server does not see it. */
    static Fault status(int code, String reason, String message, String... headers) {
        return call -> call.answer(new ProxiedCall.Answer(
                code,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"%s\",\"reason\":\"%s\",\"code\":%d}"
                        .formatted(message, reason, code),
                List.of(headers)));
    }

    /** Something else happens first, such as a write by somebody else; then the call is passed on. */
    static Fault meanwhile(Runnable first) {
        return call -> {
            first.run();
            call.answer(call.ask());
        };
    }

    /** The API server takes the call; before its answer is passed on, something else happens. */
    static Fault afterwards(Runnable then) {
        return call -> {
            ProxiedCall.Answer answer = call.ask();
            then.run();
            call.answer(answer);
        };
    }
}
