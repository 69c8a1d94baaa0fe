package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.store.User;
import io.fairlead.testkit.internal.tls.ServerIdentity;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 on the loopback address, plain or over TLS: a thread a connection, kept alive, nothing buffered between an answer and the wire.
 * A thread a connection is what lets a fault cut, stall or reset just one of them.
 */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int MOST_BODY = 3 * 1024 * 1024;
    private static final int MOST_HEAD = 64 * 1024;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int STACK = 512 * 1024;

    private final ServerSocket server;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();

    /** Answers requests, on the connection's thread. */
    @FunctionalInterface
    interface Handler {
        void handle(Exchange exchange) throws IOException;
    }

    /** A body that is longer than the server takes. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    Listener(Handler handler) throws IOException {
        this.handler = handler;
        this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        var acceptor = new Thread(null, this::accept, "sandbox-accept", STACK);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                var thread =
                        new Thread(null, () -> serve(socket), "sandbox-http-" + connections.incrementAndGet(), STACK);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("no longer accepting connections");
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            // A TLS handshake begins with a byte that no HTTP request begins with: one port serves both.
            int first = socket.getInputStream().read();
            byte[] seen = {(byte) first};
            if (first == TLS_HANDSHAKE) {
                SSLSocketFactory factory = ServerIdentity.get().context().getSocketFactory();
                try (var secured = (SSLSocket) factory.createSocket(socket, new ByteArrayInputStream(seen), true)) {
                    secured.setWantClientAuth(true);
                    secured.startHandshake();
                    serve(secured, secured.getInputStream(), holder(secured));
                }
            } else if (first >= 0) {
                serve(
                        socket,
                        new SequenceInputStream(new ByteArrayInputStream(seen), socket.getInputStream()),
                        Optional.empty());
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("connection ended");
        } finally {
            open.remove(socket);
        }
    }

    private static Optional<User> holder(SSLSocket socket) {
        return ServerIdentity.holder(socket).map(each -> User.authenticated(each.name(), each.groups()));
    }

    private void serve(Socket socket, InputStream stream, Optional<User> holder) throws IOException {
        InputStream in = new BufferedInputStream(stream, 16_384);
        boolean more = true;
        while (more) {
            more = serveOne(socket, in, holder);
        }
    }

    private boolean serveOne(Socket socket, InputStream in, Optional<User> holder) throws IOException {
        String first = line(in);
        if (first == null) {
            return false;
        }
        String[] words = first.split(" ");
        if (words.length != 3) {
            return false;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] body;
        boolean tooLarge = false;
        try {
            body = body(in, headers);
        } catch (TooLarge e) {
            body = new byte[0];
            tooLarge = true;
        }
        var exchange =
                new Exchange(Request.of(words[0], words[1], headers, body), socket, socket.getOutputStream(), holder);
        if (tooLarge) {
            exchange.send(
                    413,
                    "application/json",
                    ("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"Request"
                                    + " entity too large: limit is " + MOST_BODY
                                    + "\",\"reason\":\"RequestEntityTooLarge\",\"code\":413}")
                            .getBytes(StandardCharsets.UTF_8));
            return false;
        }
        handler.handle(exchange);
        return exchange.keepAlive() && !socket.isClosed();
    }

    @SuppressWarnings("NullAway")
    private static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(128);
        while (true) {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            if (c == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(c);
            if (line.size() > MOST_HEAD) {
                throw new IOException("header line too long");
            }
        }
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks(in);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return new byte[0];
        }
        int size = Integer.parseInt(length);
        if (size > MOST_BODY) {
            throw new TooLarge();
        }
        byte[] body = in.readNBytes(size);
        if (body.length < size) {
            throw new EOFException("body ended early");
        }
        return body;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            String head = line(in);
            if (head == null) {
                throw new EOFException("body ended early");
            }
            int size = Integer.parseInt(head.split(";")[0].trim(), 16);
            if (size == 0) {
                for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                    LOG.trace("trailer {}", line);
                }
                return body.toByteArray();
            }
            if (body.size() + size > MOST_BODY) {
                throw new TooLarge();
            }
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("closing the port");
        }
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("closing a connection");
            }
        }
    }
}
