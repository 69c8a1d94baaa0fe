package io.fairlead.internal.kube;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines, however the network cut it. Not thread-safe. */
final class Lines {

    private final Consumer<byte[]> line;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    Lines(Consumer<byte[]> line) {
        this.line = line;
    }

    void add(ByteBuffer bytes) {
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        int start = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                rest.write(chunk, start, i - start);
                end();
                start = i + 1;
            }
        }
        rest.write(chunk, start, chunk.length - start);
    }

    /** What came after the last line break: half a line, or an answer that is no stream of lines. */
    byte[] rest() {
        return rest.toByteArray();
    }

    private void end() {
        byte[] whole = rest.toByteArray();
        rest.reset();
        if (whole.length > 0) {
            line.accept(whole);
        }
    }
}
