package io.fairlead.internal.journal;

import io.fairlead.failure.BadRecord;
import io.fairlead.failure.NotFound;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.tree.Trees;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.resource.Ref;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a record, and says plainly what is wrong with one that cannot be used. */
public final class RecordReader {

    private static final int MISSING = 404;

    /** How far the clocks of a client and a server may be apart. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(15);

    private final Shelf shelf;

    /** A reader of the records on a shelf. */
    public RecordReader(Shelf shelf) {
        this.shelf = shelf;
    }

    /**
     * Reads a record.
     *
     * @param id namespace and name
     * @throws NotFound when it is not there
     * @throws BadRecord when it cannot be used
     */
    public StoredRecord read(String id) {
        Ref named = Ref.of(Part.CONFIG_MAPS.kind(), id);
        List<Reply> replies = shelf.api()
                .sendAll(List.of(
                        Request.get(Part.CONFIG_MAPS.path(named.namespace(), named.name(), "")),
                        Request.get(Part.SECRETS.path(named.namespace(), named.name(), ""))));
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).ok()) {
                return read(
                        id,
                        i == 0 ? Part.CONFIG_MAPS : Part.SECRETS,
                        replies.get(i).body());
            }
        }
        for (Reply reply : replies) {
            if (reply.code() != MISSING) {
                throw reply.failure("read the record " + id, named);
            }
        }
        throw new NotFound("read the record " + id, "It", named);
    }

    private StoredRecord read(String id, ResourceType type, Map<String, Object> object) {
        Map<String, Object> labels = Trees.map(object, "metadata", "labels");
        if (!labels.containsKey(Marks.JOURNAL)) {
            throw new NotFound("read the record " + id, "A record of this name", null);
        }
        byte[] text = data(object, RecordWriter.INDEX);
        byte[] sum = data(object, RecordWriter.SUM);
        if (text == null || sum == null) {
            throw BadRecord.cut(id, "its index is not in it");
        }
        Map<String, Object> index = index(id, text);
        long version = Trees.number(index, 0, "version");
        if (version > RecordWriter.VERSION) {
            throw BadRecord.newer(id, version, RecordWriter.VERSION);
        }
        if (!Packing.checksum(text).equals(new String(sum, StandardCharsets.UTF_8))) {
            throw BadRecord.edited(id, "its index");
        }
        checkOrigin(id, index, object);
        List<String> lost = new ArrayList<>();
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        objects.put(place(type.kind().name(), id), object);
        fetch(id, index, objects);
        return new StoredRecord(
                type,
                Trees.text(object, "metadata", "namespace").orElse(""),
                Trees.text(object, "metadata", "name").orElse(""),
                Trees.text(object, "metadata", "uid").orElse(""),
                Trees.text(object, "metadata", "resourceVersion").orElse(""),
                state(labels),
                Header.of(index),
                waves(id, index, objects, lost),
                lost,
                index,
                objects.values().stream().filter(part -> !part.isEmpty()).toList());
    }

    /**
     * A record knows the uid of the object that it was written to from its second writing on, and until then when it was. So no
     * request and no permission is needed to tell one that was copied here.
     */
    private static void checkOrigin(String id, Map<String, Object> index, Map<String, Object> object) {
        String uid = Trees.text(object, "metadata", "uid").orElse("");
        String written = Trees.text(index, "uid").orElse("");
        if (!written.isEmpty() && !written.equals(uid)) {
            throw BadRecord.copied(
                    id, "the record that was written had uid " + written + ", this object has uid " + uid);
        }
        String created = Trees.text(object, "metadata", "creationTimestamp").orElse("");
        String started = Trees.text(index, "started").orElse("");
        try {
            Duration apart = Duration.between(Instant.parse(started), Instant.parse(created))
                    .abs();
            if (written.isEmpty() && apart.compareTo(CLOCKS_APART) > 0) {
                throw BadRecord.copied(id, "it was written at " + started + ", and this object was made at " + created);
            }
        } catch (DateTimeParseException e) {
            throw BadRecord.edited(id, "its time");
        }
    }

    private static Map<String, Object> index(String id, byte[] text) {
        try {
            return Json.parse(text);
        } catch (RuntimeException e) {
            throw BadRecord.edited(id, "its index");
        }
    }

    static State state(Map<String, Object> labels) {
        String word = String.valueOf(labels.get(Marks.STATE)).toUpperCase(Locale.ROOT);
        for (State state : State.values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        return State.OPEN;
    }

    private List<StoredRecord.Wave> waves(
            String id, Map<String, Object> index, Map<String, Map<String, Object>> objects, List<String> lost) {
        List<StoredRecord.Wave> waves = new ArrayList<>();
        for (Map<String, Object> step : Trees.maps(index, "steps")) {
            String name = "step " + Trees.number(step, 0, "step");
            String what = Trees.text(step, "what").orElse("");
            Map<Long, ByteArrayOutputStream> pieces = new TreeMap<>();
            boolean whole = true;
            for (Map<String, Object> chunk : Trees.maps(step, "chunks")) {
                Map<String, Object> object = java.util.Objects.requireNonNull(objects.get(place(chunk)));
                if (object.isEmpty()) {
                    lost.add(name + " (" + what + ") was kept in " + place(chunk) + ", whose namespace is gone");
                    whole = false;
                    break;
                }
                byte[] bytes = data(object, Trees.text(chunk, "key").orElse(""));
                if (bytes == null) {
                    throw BadRecord.cut(id, name + " is not in " + place(chunk));
                }
                if (!Trees.text(chunk, "sha256").orElse("").equals(Packing.checksum(bytes))) {
                    throw BadRecord.edited(id, name);
                }
                pieces.computeIfAbsent(Trees.number(chunk, 0, "piece"), number -> new ByteArrayOutputStream())
                        .writeBytes(bytes);
            }
            if (whole) {
                waves.add(new StoredRecord.Wave((int) Trees.number(step, 0, "step"), what, unpacked(id, name, pieces)));
            }
        }
        return waves;
    }

    private static List<Map<String, Object>> unpacked(String id, String name, Map<Long, ByteArrayOutputStream> pieces) {
        List<Map<String, Object>> trees = new ArrayList<>();
        try {
            for (ByteArrayOutputStream bytes : pieces.values()) {
                trees.add(Json.parse(Packing.unpack(bytes.toByteArray())));
            }
        } catch (IOException | RuntimeException e) {
            throw BadRecord.edited(id, name);
        }
        return trees;
    }

    /** Gets the further parts; one whose whole namespace is gone is empty. */
    private void fetch(String id, Map<String, Object> index, Map<String, Map<String, Object>> objects) {
        Map<String, Request> wanted = new LinkedHashMap<>();
        for (Map<String, Object> step : Trees.maps(index, "steps")) {
            for (Map<String, Object> chunk : Trees.maps(step, "chunks")) {
                boolean secret = Trees.text(chunk, "kind").orElse("").equals("Secret");
                ResourceType type = secret ? Part.SECRETS : Part.CONFIG_MAPS;
                String place = place(chunk);
                if (!objects.containsKey(place)) {
                    Ref at = Ref.of(type.kind(), Trees.text(chunk, "in").orElse("?/?"));
                    wanted.put(place, Request.get(type.path(at.namespace(), at.name(), "")));
                }
            }
        }
        List<String> places = List.copyOf(wanted.keySet());
        List<Reply> replies = shelf.api().sendAll(List.copyOf(wanted.values()));
        for (int i = 0; i < places.size(); i++) {
            Reply reply = replies.get(i);
            if (reply.code() == MISSING) {
                String namespace = places.get(i).replaceAll(".* |/.*", "");
                Reply home = shelf.api().send(Request.get("/api/v1/namespaces/" + namespace));
                if (home.code() != MISSING) {
                    throw BadRecord.cut(id, places.get(i) + " is not there");
                }
                objects.put(places.get(i), Map.of());
            } else {
                objects.put(places.get(i), reply.orThrow("read the record " + id, null));
            }
        }
    }

    private static String place(Map<String, Object> chunk) {
        return place(
                Trees.text(chunk, "kind").orElse("ConfigMap"),
                Trees.text(chunk, "in").orElse("?/?"));
    }

    private static String place(String kind, String id) {
        return kind + " " + id;
    }

    private static byte @Nullable [] data(Map<String, Object> object, String key) {
        Optional<String> text = Trees.text(object, "data", key);
        boolean secret = "Secret".equals(object.get("kind"));
        if (text.isPresent() && !secret) {
            return text.get().getBytes(StandardCharsets.UTF_8);
        }
        Optional<String> packed = secret ? text : Trees.text(object, "binaryData", key);
        try {
            return packed.map(Base64.getDecoder()::decode).orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
