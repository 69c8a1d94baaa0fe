package io.fairlead.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to a logger with key-value pairs: steps and waits at DEBUG, ends of operations at INFO, retries and warnings at WARN.
 *
 * <p>{@code Cluster.connect(o -> o.listener(LogListener.to("shop.release")))}.
 */
public final class LogListener implements EventListener {

    private final Logger log;

    private LogListener(Logger log) {
        this.log = log;
    }

    /** A listener that writes to the logger of this name. */
    public static EventListener to(String logger) {
        return new LogListener(LoggerFactory.getLogger(logger));
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StepStarted started) {
            log.atDebug()
                    .addKeyValue("step", started.id())
                    .addKeyValue("objects", started.objects())
                    .log(started.what());
        } else if (event instanceof Event.StepEnded ended) {
            log.atDebug()
                    .addKeyValue("step", ended.id())
                    .addKeyValue("millis", ended.took().toMillis())
                    .addKeyValue("failed", ended.failed())
                    .log("step ended");
        } else if (event instanceof Event.Wrote wrote) {
            log.atDebug()
                    .addKeyValue("object", wrote.ref())
                    .addKeyValue("action", wrote.action())
                    .log("wrote");
        } else if (event instanceof Event.WaitProgress wait) {
            log.atDebug()
                    .addKeyValue("done", wait.done())
                    .addKeyValue("total", wait.total())
                    .addKeyValue("trouble", wait.trouble())
                    .log(wait.sentence());
        } else if (event instanceof Event.Retried retried) {
            log.atWarn()
                    .addKeyValue("request", retried.request())
                    .addKeyValue("millis", retried.delay().toMillis())
                    .log("sent again: " + retried.reason());
        } else if (event instanceof Event.Warned warned) {
            log.atWarn().log(warned.warning().toString());
        } else if (event instanceof Event.Planned planned) {
            log.atInfo()
                    .addKeyValue("hash", planned.preview().hash())
                    .log(planned.preview().summary());
        } else if (event instanceof Event.Ended ended) {
            log.atInfo()
                    .addKeyValue("operation", ended.operation())
                    .addKeyValue("millis", ended.took().toMillis())
                    .addKeyValue(
                            "failure",
                            ended.failure().map(Throwable::getMessage).orElse(""))
                    .log(ended.failure().isPresent() ? "failed" : "done");
        }
    }
}
