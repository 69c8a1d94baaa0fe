package io.fairlead.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Packs texts and knows them again. */
final class Packing {

    /** A record of a thousand objects unpacks to a few megabytes; one of gigabytes is an attack or damage. */
    private static final int MOST_BYTES = 256 << 20;

    private Packing() {}

    /** Packed fast rather than small: the wave waits for it. */
    static byte[] pack(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new Fast(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The text again.
     *
     * @throws IOException when these are not the bytes of a packed text
     */
    static String unpack(byte[] bytes) throws IOException {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = unpacked.readNBytes(MOST_BYTES);
            if (unpacked.read() >= 0) {
                throw new IOException("it unpacks to more than " + MOST_BYTES + " bytes");
            }
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    static String checksum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String checksum(String text) {
        return checksum(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 16 << 10);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
