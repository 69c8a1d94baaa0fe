package io.fairlead.internal.kube;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server that misbehaves as it is told: each request takes the next step of the script. */
final class ScriptedServer implements AutoCloseable {

    /** What to do with one request. */
    @FunctionalInterface
    interface Step {
        void answer(Seen request, OutputStream out, Socket socket) throws IOException, InterruptedException;
    }

    record Seen(String method, String target, Map<String, String> headers, String body) {}

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Step> script = new LinkedBlockingQueue<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Step otherwise = status(500, "the script has ended");

    ScriptedServer() throws IOException {
        socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    ScriptedServer then(Step... steps) {
        script.addAll(List.of(steps));
        return this;
    }

    ScriptedServer always(Step step) {
        otherwise = step;
        return this;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    static Step json(int code, String body, String... headers) {
        return (request, out, socket) -> write(out, code, "application/json", body, headers);
    }

    static Step status(int code, String message, String... headers) {
        return json(code, statusJson(code, "", message), headers);
    }

    static Step text(int code, String body) {
        return (request, out, socket) -> write(out, code, "text/plain", body);
    }

    static String statusJson(int code, String reason, String message) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"" + message
                + "\",\"reason\":\"" + reason + "\",\"code\":" + code + "}";
    }

    /** The request is read, and the connection cut without an answer. */
    static Step reset() {
        return (request, out, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** The answer ends in the middle, where a length was promised. */
    static Step half(String body) {
        return (request, out, socket) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body.substring(0, body.length() / 2))
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.close();
        };
    }

    /** Nothing comes until the latch opens. */
    static Step stall(CountDownLatch until) {
        return (request, out, socket) -> {
            until.await();
            socket.close();
        };
    }

    /** A stream of chunks, then the clean end of it. */
    static Step stream(String... chunks) {
        return (request, out, socket) -> {
            begin(out);
            for (String chunk : chunks) {
                chunk(out, chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        };
    }

    /** A stream of chunks that then stays open until the latch opens, and is cut. */
    static Step streamUntil(CountDownLatch until, String... chunks) {
        return (request, out, socket) -> {
            begin(out);
            for (String chunk : chunks) {
                chunk(out, chunk);
            }
            until.await();
            socket.close();
        };
    }

    static void begin(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static void chunk(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void write(OutputStream out, int code, String type, String body, String... headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + code + " Scripted\r\nContent-Type: " + type
                + "\r\nContent-Length: " + bytes.length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.flush();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (Seen request = read(in); request != null; request = read(in)) {
                seen.add(request);
                Step step = script.poll();
                (step == null ? otherwise : step).answer(request, client.getOutputStream(), client);
                if (client.isClosed()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away, as some tests want it to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Seen read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        String[] parts = first.split(" ");
        return new Seen(parts[0], parts[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        List<Byte> bytes = new ArrayList<>();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                bytes.add((byte) b);
            }
        }
        byte[] line = new byte[bytes.size()];
        for (int i = 0; i < line.length; i++) {
            line[i] = bytes.get(i);
        }
        return new String(line, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
        threads.shutdownNow();
    }
}
