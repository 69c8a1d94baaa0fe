package io.fairlead.testbed;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call on its way through a {@link FaultProxy}: to look at, to pass on, to answer or not. */
public final class ProxiedCall {

    private final Socket socket;
    private final HttpClient upstream;
    private final String server;
    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final String body;

    private ProxiedCall(
            Socket socket,
            HttpClient upstream,
            String server,
            String method,
            String target,
            Map<String, String> headers,
            String body) {
        this.socket = socket;
        this.upstream = upstream;
        this.server = server;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer of the API server, or one made up.
     *
     * @param code the HTTP status
     * @param body the body
     * @param headers names and values in turn, content type and length left out
     */
    public record Answer(int code, String body, List<String> headers) {
        /** Copies the headers. */
        public Answer {
            headers = List.copyOf(headers);
        }
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** Path and query. */
    public String target() {
        return target;
    }

    /** The body; empty for none. */
    public String body() {
        return body;
    }

    /** Whether it can change something; a dry run is not such a call. */
    public boolean isWrite() {
        return !method.equals("GET") && !target.contains("dryRun=") && !body.contains("\"dryRun\"");
    }

    /** Whether it is a write to a path that ends so. */
    public boolean writes(String pathEnd) {
        return isWrite() && target.replaceFirst("\\?.*", "").endsWith(pathEnd);
    }

    /** Passes the call on, and waits for the answer. */
    public Answer ask() throws Exception {
        HttpResponse<byte[]> response =
                upstream.sendAsync(request(), byte[].class).get();
        List<String> passedOn = new ArrayList<>();
        for (String name : List.of("Warning", "Retry-After")) {
            response.headers(name).forEach(value -> passedOn.addAll(List.of(name, value)));
        }
        byte[] bytes = response.body();
        return new Answer(response.code(), bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8), passedOn);
    }

    /** Answers the call. */
    public void answer(Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        begin(answer, "Content-Length: " + bytes.length);
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Answers with the first half, where the whole was promised, and cuts the connection. */
    public void answerHalf(Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        begin(answer, "Content-Length: " + bytes.length);
        socket.getOutputStream().write(bytes, 0, bytes.length / 2);
        socket.getOutputStream().flush();
        socket.close();
    }

    /** Cuts the connection. */
    public void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    boolean isWatch() {
        return target.contains("watch=true") || target.contains("watch=1");
    }

    /** Passes a watch on, line by line as it comes, until either side ends it. */
    void stream() throws Exception {
        OutputStream out = socket.getOutputStream();
        HttpResponse<io.fabric8.kubernetes.client.http.AsyncBody> response = upstream.consumeBytes(
                        request(), (buffers, body) -> {
                            try {
                                for (var buffer : buffers) {
                                    byte[] bytes = new byte[buffer.remaining()];
                                    buffer.get(bytes);
                                    chunk(out, bytes);
                                }
                                body.consume();
                            } catch (IOException e) {
                                body.cancel();
                            }
                        })
                .get();
        begin(new Answer(response.code(), "", List.of()), "Transfer-Encoding: chunked");
        response.body().consume();
        try {
            response.body().done().get();
            chunk(out, new byte[0]);
        } finally {
            response.body().cancel();
            socket.close();
        }
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(bytes);
        chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(chunk.toByteArray());
        out.flush();
    }

    private HttpRequest request() {
        HttpRequest.Builder builder = upstream.newHttpRequestBuilder().uri(server + target);
        String accept = headers.get("accept");
        if (accept != null) {
            builder.header("Accept", accept);
        }
        boolean bare = body.isEmpty() && method.equals("GET");
        return builder.method(
                        method,
                        bare ? null : headers.getOrDefault("content-type", "application/json"),
                        bare ? null : body)
                .build();
    }

    private void begin(Answer answer, String length) throws IOException {
        StringBuilder head = new StringBuilder(
                "HTTP/1.1 %d Status\r\nContent-Type: application/json\r\n%s\r\n".formatted(answer.code(), length));
        for (int i = 0; i + 1 < answer.headers().size(); i += 2) {
            head.append(answer.headers().get(i))
                    .append(": ")
                    .append(answer.headers().get(i + 1))
                    .append("\r\n");
        }
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the next call of a connection; null at its end. */
    static @Nullable ProxiedCall read(Socket socket, BufferedInputStream in, HttpClient upstream, String server)
            throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ");
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equals("chunked")
                ? chunked(in)
                : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new ProxiedCall(
                socket, upstream, server, words[0], words[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in);
            int length = size == null ? 0 : Integer.parseInt(size.trim(), 16);
            body.write(in.readNBytes(length));
            line(in);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
        }
        return null;
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
