package io.fairlead.internal.kube;

import io.fairlead.internal.resilience.Futures;
import io.fairlead.internal.resilience.NoAnswer;
import io.fairlead.internal.resilience.NoAnswer.Fate;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;

/** Tells what became of a request from what the transport threw, whichever transport it is. */
final class Losses {

    private Losses() {}

    static NoAnswer of(Throwable thrown) {
        Throwable cause = Futures.cause(thrown);
        if (cause instanceof NoAnswer already) {
            return already;
        }
        for (Throwable here = cause; here != null; here = here.getCause()) {
            if (here instanceof CertificateException) {
                return new NoAnswer(Fate.HOPELESS, "the server's certificate is not trusted: " + text(here), cause);
            }
            if (here instanceof SSLHandshakeException) {
                return new NoAnswer(Fate.HOPELESS, "the TLS handshake failed: " + text(here), cause);
            }
            if (here instanceof UnknownHostException || here instanceof UnresolvedAddressException) {
                return new NoAnswer(Fate.NOT_SENT, "the host name is not known: " + text(here), cause);
            }
            if (here instanceof ConnectException || here instanceof NoRouteToHostException) {
                return new NoAnswer(Fate.NOT_SENT, "connecting failed: " + text(here), cause);
            }
            // Vert.x and the JDK name their connect time-outs differently; both say so.
            String name = here.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            if (name.contains("connecttimeout")) {
                return new NoAnswer(Fate.NOT_SENT, "connecting took too long", cause);
            }
        }
        if (cause instanceof IllegalStateException && text(cause).contains("closed")) {
            return new NoAnswer(Fate.HOPELESS, "the client is closed", cause);
        }
        return new NoAnswer(Fate.UNKNOWN, "the connection was lost: " + text(cause), cause);
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
