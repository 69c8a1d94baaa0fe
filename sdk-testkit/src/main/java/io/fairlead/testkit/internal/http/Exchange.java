package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.User;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One request with its answer: whole, or as a stream of chunks. Belongs to the connection's thread. */
final class Exchange {
    private static final String JSON = "application/json";
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Request request;
    private final Socket socket;
    private final OutputStream out;
    private final Optional<User> holder;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean answered;
    private boolean breaks;
    private int chunksLeft = -1;
    private boolean keepAlive = true;
    private int status;

    Exchange(Request request, Socket socket, OutputStream out) {
        this(request, socket, out, Optional.empty());
    }

    Exchange(Request request, Socket socket, OutputStream out, Optional<User> holder) {
        this.holder = holder;
        this.request = request;
        this.socket = socket;
        this.out = out;
    }

    Request request() {
        return request;
    }

    /** Whom the client showed a certificate for. */
    Optional<User> holder() {
        return holder;
    }

    /** Adds a header to the answer to come; one of the same name stands beside it. */
    void header(String name, String value) {
        headers.merge(name, value, (first, second) -> first + "\r\n" + name + ": " + second);
    }

    boolean answered() {
        return answered;
    }

    int status() {
        return status;
    }

    boolean keepAlive() {
        return keepAlive && !"close".equalsIgnoreCase(request.headers().get("connection"));
    }

    private StringBuilder head(int code, String contentType) {
        answered = true;
        status = code;
        var head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(code)
                .append(' ')
                .append(reason(code))
                .append("\r\nContent-Type: ")
                .append(contentType)
                .append("\r\nCache-Control: no-cache, private\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head;
    }

    /** Lets the answer break off in the middle of its body. */
    void breakOff() {
        breaks = true;
    }

    /** Lets the stream break off after so many chunks. */
    void breakOffAfter(int chunks) {
        chunksLeft = chunks;
    }

    /** Answers whole; what is JSON as YAML to who wants that. */
    void send(int code, String contentType, byte[] json) throws IOException {
        boolean yaml = contentType.equals(JSON) && request.wantsYaml();
        write(code, yaml ? Request.YAML : contentType, yaml ? Json.yaml(json) : json);
    }

    private void write(int code, String contentType, byte[] body) throws IOException {
        byte[] head = head(code, contentType)
                .append("Content-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
        if (breaks) {
            out.write(head);
            out.write(body, 0, body.length / 2);
            out.flush();
            reset();
            return;
        }
        if (body.length < 16_384) {
            // One write, one packet.
            byte[] whole = new byte[head.length + body.length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(body, 0, whole, head.length, body.length);
            out.write(whole);
        } else {
            out.write(head);
            out.write(body);
        }
        out.flush();
    }

    /** Begins an answer in chunks; each goes out at once. */
    void begin(int code, String contentType) throws IOException {
        keepAlive = false;
        out.write(head(code, contentType)
                .append("Transfer-Encoding: chunked\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Sends one chunk, made of parts. */
    void chunk(byte[]... parts) throws IOException {
        if (chunksLeft-- == 0) {
            reset();
            throw new IOException("broken off on purpose");
        }
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] size = Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[size.length + length + 4];
        int at = put(size, whole, 0);
        at = put(LINE_END, whole, at);
        for (byte[] part : parts) {
            at = put(part, whole, at);
        }
        put(LINE_END, whole, at);
        out.write(whole);
        out.flush();
    }

    private static int put(byte[] part, byte[] whole, int at) {
        System.arraycopy(part, 0, whole, at, part.length);
        return at + part.length;
    }

    /** Ends an answer in chunks. */
    void end() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Whether the client has hung up; to be asked while nothing is sent. */
    boolean clientGone() {
        try {
            int before = socket.getSoTimeout();
            socket.setSoTimeout(1);
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } finally {
                socket.setSoTimeout(before);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** Cuts the connection hard: the client sees a reset. */
    void reset() {
        keepAlive = false;
        answered = true;
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is cut already.
            status = 0;
        }
    }

    private static String reason(int code) {
        return switch (code) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Entity";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status";
        };
    }
}
