package io.fairlead.testbed;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts requests where it is certain: at the API server, from its audit log.
 *
 * <p>The server writes a line before it begins to work on a request, and does not go on before the line is in the file.
 * So whatever was answered before {@link #since(Mark)} is in it, without waiting. A second line, with the answer, follows
 * a moment after the answer went out; {@code since} waits for it, except for watches that are still open.
 *
 * <p>The requests of the control plane's own components, of the testbed, and health checks are not in the log.
 */
public final class RequestLog {

    private static final Duration ANSWERED = Duration.ofSeconds(10);
    private static final long GLANCE_NANOS = 2_000_000;

    private final Path file;
    private final KubernetesSerialization json = new KubernetesSerialization();

    RequestLog(Path file) {
        this.file = file;
    }

    /**
     * A point in the log, to count from.
     *
     * @param position how much had been written
     */
    public record Mark(long position) {}

    /** The present end of the log. */
    public Mark mark() {
        try {
            return new Mark(Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** All requests that came in since the mark. */
    public Requests since(Mark start) {
        return between(start, mark());
    }

    /** All requests that came in between the marks. */
    public Requests between(Mark start, Mark end) {
        Reader reader = new Reader(start.position(), end.position());
        long limit = System.nanoTime() + ANSWERED.toNanos();
        while (!reader.isComplete() && System.nanoTime() < limit) {
            LockSupport.parkNanos(GLANCE_NANOS);
            reader.readOn();
        }
        return reader.requests();
    }

    private TestbedException failed(IOException cause) {
        return new TestbedException("Reading the audit log %s failed".formatted(file), cause);
    }

    /** Collects the requests that begin before the end, and reads behind it for their answers. */
    private final class Reader {

        private final long end;
        private final Map<String, Map<?, ?>> answered = new LinkedHashMap<>();
        private final Map<String, Map<?, ?>> open = new LinkedHashMap<>();
        private long position;

        Reader(long start, long end) {
            this.position = start;
            this.end = end;
            readOn();
        }

        boolean isComplete() {
            return open.values().stream().allMatch(line -> "watch".equals(line.get("verb")));
        }

        Requests requests() {
            return new Requests(answered.entrySet().stream()
                    .map(entry -> Request.from(open.getOrDefault(entry.getKey(), entry.getValue())))
                    .toList());
        }

        void readOn() {
            String text = read();
            int from = 0;
            for (int newLine = text.indexOf('\n'); newLine >= 0; newLine = text.indexOf('\n', from)) {
                String line = text.substring(from, newLine);
                take(line);
                position += line.getBytes(StandardCharsets.UTF_8).length + 1;
                from = newLine + 1;
            }
        }

        private void take(String text) {
            Map<?, ?> line = json.unmarshal(text, Map.class);
            String id = String.valueOf(line.get("auditID"));
            switch (String.valueOf(line.get("stage"))) {
                case "RequestReceived" -> {
                    if (position < end) {
                        answered.put(id, line);
                        open.put(id, line);
                    }
                }
                case "ResponseComplete", "Panic" -> {
                    if (open.remove(id) != null) {
                        answered.put(id, line);
                    }
                }
                default -> {
                    // A watch has begun to answer, which says nothing that its other lines do not.
                }
            }
        }

        private String read() {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size() - position));
                int read = 0;
                while (buffer.hasRemaining() && read >= 0) {
                    read = channel.read(buffer, position + buffer.position());
                }
                return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
