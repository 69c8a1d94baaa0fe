package io.fairlead.internal.journal;

import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NamespaceMissing;
import io.fairlead.failure.NotRecorded;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.journal.JournalEntry.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes one record: its waves, packed, and an index that names them with their checksums.
 *
 * <p>The first part holds the index. What fits in it goes with it, so that a wave is one request; secret values of another namespace, and
 * what is beyond a part's size, go to further parts, which are written before the index that names them. Not safe for threads.
 */
public final class RecordWriter {

    /** The version of the format. */
    static final int VERSION = 2;

    /** From this version on a record knows the steps of its program. */
    public static final int RESUMABLE = 2;

    static final String INDEX = "record";
    static final String SUM = "record.sha256";

    private final Shelf shelf;
    private final String name;
    private final Header header;
    private final String writer;
    private final List<String> homes;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, Wave> waves = new TreeMap<>();
    private State state = State.OPEN;
    private String ended = "";
    private int revision;
    private int sequence;

    private record Wave(String what, int objects, List<Chunk> chunks) {}

    private record Chunk(Part part, String key, int piece, String sum, boolean secret) {}

    /**
     * A record that is not written yet.
     *
     * @param name its name
     * @param homes the namespaces that it may lie in, best first
     */
    public RecordWriter(Shelf shelf, String name, Header header, List<String> homes) {
        this.shelf = shelf;
        this.name = name;
        this.header = header;
        this.writer = header.user() + " on " + header.where();
        this.homes = new ArrayList<>(homes);
    }

    /**
     * Goes on writing a record that another process began: what is in it stays as it is until it is put anew. The next {@link #flush}
     * takes it over, if nobody wrote to it since it was read.
     */
    public static RecordWriter of(Shelf shelf, StoredRecord record) {
        Machine here = Machine.here();
        Header began = record.header();
        Header header = new Header(
                began.operation(), began.user(), here.host(), here.process(), here.processStarted(), began.started());
        RecordWriter writer = new RecordWriter(shelf, record.name(), header, List.of(record.namespace()));
        Map<String, Part> places = new LinkedHashMap<>();
        for (Map<String, Object> object : record.objects()) {
            Part part = Part.of(object, record.name());
            writer.parts.add(part);
            writer.revision = Math.max(
                    writer.revision,
                    Marks.number(Trees.text(object, "metadata", "annotations", Marks.REVISION)
                            .orElse("")));
            places.put(part.type().kind().name() + " " + part.namespace + "/" + part.name, part);
        }
        for (Map<String, Object> step : Trees.maps(record.index(), "steps")) {
            List<Chunk> chunks = new ArrayList<>();
            for (Map<String, Object> chunk : Trees.maps(step, "chunks")) {
                Part part = places.get(text(chunk, "kind") + " " + text(chunk, "in"));
                if (part != null) {
                    chunks.add(new Chunk(
                            part,
                            text(chunk, "key"),
                            (int) Trees.number(chunk, 0, "piece"),
                            text(chunk, "sha256"),
                            part.secret));
                    writer.sequence = Math.max(writer.sequence, sequenceOf(text(chunk, "key")));
                }
            }
            writer.waves.put(
                    (int) Trees.number(step, 0, "step"),
                    new Wave(text(step, "what"), (int) Trees.number(step, 0, "objects"), chunks));
        }
        return writer;
    }

    private static String text(Map<String, Object> tree, String field) {
        return Trees.text(tree, field).orElse("");
    }

    /** Keys of chunks are w, the wave, a number that grows, the piece, the slice: no key is used twice. */
    private static int sequenceOf(String key) {
        String[] words = key.split("\\.");
        return words.length > 1 && words[1].matches("\\d{1,8}") ? Integer.parseInt(words[1]) : 0;
    }

    /** Its id; the namespace may change until it is written. */
    public String id() {
        return (parts.isEmpty() ? homes.get(0) : parts.get(0).namespace) + "/" + name;
    }

    /** Whether it is in the cluster. */
    public boolean written() {
        return !parts.isEmpty() && !parts.get(0).version.isEmpty();
    }

    /** The namespace it lies in. */
    public String namespace() {
        return parts.isEmpty() ? homes.get(0) : parts.get(0).namespace;
    }

    /**
     * Sets what a wave is; written by the next {@link #flush}.
     *
     * @param number the wave's place
     * @param what how it reads, without secrets
     * @param objects how many objects it writes
     * @param pieces what to keep
     */
    public void put(int number, String what, int objects, List<Piece> pieces) {
        if (parts.isEmpty()) {
            boolean secret = pieces.stream().anyMatch(piece -> piece.namespace().equals(homes.get(0)));
            parts.add(new Part(1, secret, homes.get(0), name));
        }
        Wave before = waves.get(number);
        if (before != null) {
            before.chunks().forEach(chunk -> chunk.part().drop(chunk.key(), chunk.part() == parts.get(0)));
        }
        List<Chunk> chunks = new ArrayList<>();
        sequence++;
        for (int i = 0; i < pieces.size(); i++) {
            place("w" + number + "." + sequence, i, pieces.get(i), chunks);
        }
        waves.put(number, new Wave(what, objects, chunks));
    }

    private void place(String prefix, int number, Piece piece, List<Chunk> chunks) {
        byte[] bytes = Packing.pack(Json.print(piece.tree()));
        int from = 0;
        int limit = bytes.length < Part.FULL / 2 ? Part.LIMIT : Part.FULL;
        while (from < bytes.length) {
            Part part = part(piece, bytes.length - from, limit);
            int to = Math.min(bytes.length, from + Math.max(1, part.room(limit)));
            byte[] slice = Arrays.copyOfRange(bytes, from, to);
            String key = prefix + "." + number + "." + chunks.size();
            part.add(key, slice);
            part.keys |= piece.keys();
            chunks.add(new Chunk(part, key, number, Packing.checksum(slice), piece.secret()));
            from = to;
        }
    }

    /** A part of the right kind with room for all of it, or for the first slice. */
    private Part part(Piece piece, int size, int limit) {
        int wanted = Math.min(size, limit / 2);
        Part main = parts.get(0);
        for (Part part : parts) {
            boolean fits = piece.secret()
                    ? part.secret && part.namespace.equals(piece.namespace())
                    : part == main || !part.secret;
            if (fits && part.room(limit) >= wanted) {
                return part;
            }
        }
        Part more =
                new Part(parts.size() + 1, piece.secret(), piece.secret() ? piece.namespace() : main.namespace, name);
        parts.add(more);
        return more;
    }

    /** The namespace is about to be deleted: the record moves to another, but for what is secret there. */
    public void leave(String namespace) {
        homes.removeIf(namespace::equals);
        if (!parts.isEmpty() && parts.get(0).namespace.equals(namespace)) {
            move();
        }
    }

    private void move() {
        if (homes.isEmpty()) {
            return;
        }
        Part left = parts.get(0);
        Part main = new Part(1, false, homes.get(0), name);
        parts.set(0, main);
        waves.replaceAll((number, wave) -> new Wave(
                wave.what(),
                wave.objects(),
                wave.chunks().stream()
                        .map(chunk -> chunk.part() == left && !chunk.secret() ? moved(chunk, main) : chunk)
                        .toList()));
        boolean stays =
                waves.values().stream().flatMap(wave -> wave.chunks().stream()).anyMatch(chunk -> chunk.part() == left);
        if (stays) {
            left.dirty = left.version.isEmpty();
            parts.add(left);
        }
    }

    private static Chunk moved(Chunk chunk, Part main) {
        main.takeFrom(chunk.part(), chunk.key());
        return new Chunk(main, chunk.key(), chunk.piece(), chunk.sum(), false);
    }

    /**
     * Writes what is new.
     *
     * @throws NotRecorded when it cannot be written, or is no longer this writer's
     */
    public void flush() {
        revision++;
        try {
            for (Part part : List.copyOf(parts.subList(1, parts.size()))) {
                if (part.dirty) {
                    shelf.save(part, object(part, Map.of()));
                }
            }
            saveMain();
            parts.subList(1, parts.size()).forEach(Part::indexed);
        } catch (Shelf.Taken e) {
            throw new NotRecorded(header.operation(), id(), String.valueOf(e.getMessage()));
        } catch (NotRecorded | Interrupted e) {
            throw e;
        } catch (FairleadException e) {
            throw new NotRecorded(header.operation(), e);
        }
    }

    private void saveMain() throws Shelf.Taken {
        Part main = parts.get(0);
        try {
            shelf.save(main, object(main, texts()));
        } catch (NamespaceMissing | BeingDeleted e) {
            // The operation makes the namespace itself, or takes it away: the record lies in the next best.
            homes.remove(main.namespace);
            boolean pinned = main.secret
                    && waves.values().stream()
                            .flatMap(wave -> wave.chunks().stream())
                            .anyMatch(chunk -> chunk.part() == main && chunk.secret());
            if (homes.isEmpty() || pinned && main.version.isEmpty()) {
                throw e;
            }
            move();
            saveMain();
        }
    }

    /**
     * Ends the record.
     *
     * @param end how the operation stands
     * @param now the time
     */
    public void close(State end, String now) {
        state = end;
        ended = now;
        flush();
    }

    /** Takes the record away: nothing was written. */
    public void remove() {
        for (Part part : parts) {
            if (!part.version.isEmpty()) {
                shelf.delete(part);
            }
        }
    }

    private Map<String, String> texts() {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("version", VERSION);
        index.putAll(header.toTree());
        if (!parts.get(0).uid.isEmpty()) {
            index.put("uid", parts.get(0).uid);
        }
        List<Object> steps = new ArrayList<>();
        waves.forEach((number, wave) -> {
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("step", number);
            step.put("what", wave.what());
            step.put("objects", wave.objects());
            step.put("chunks", wave.chunks().stream().map(RecordWriter::tree).toList());
            steps.add(step);
        });
        index.put("steps", steps);
        String text = Json.print(index);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(INDEX, text);
        texts.put(SUM, Packing.checksum(text.getBytes(StandardCharsets.UTF_8)));
        return texts;
    }

    private static Map<String, Object> tree(Chunk chunk) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", chunk.part().type().kind().name());
        tree.put("in", chunk.part().namespace + "/" + chunk.part().name);
        tree.put("key", chunk.key());
        tree.put("piece", chunk.piece());
        tree.put("sha256", chunk.sum());
        return tree;
    }

    private Map<String, Object> object(Part part, Map<String, String> texts) {
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("app.kubernetes.io/managed-by", "fairlead");
        labels.put(Marks.JOURNAL, "true");
        labels.put(Marks.PART, String.valueOf(part.number));
        labels.put(Marks.RECORD, name);
        labels.put(Marks.OPERATION, Marks.label(header.operation()));
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put(Marks.WRITER, writer);
        annotations.put(Marks.REVISION, String.valueOf(revision));
        if (part.number == 1) {
            labels.put(Marks.STATE, state.word());
            annotations.put(Marks.OPERATION, header.operation());
            annotations.put(Marks.USER, header.user());
            annotations.put(Marks.PROCESS, header.where());
            annotations.put(Marks.STARTED, header.started());
            Optional.of(ended).filter(time -> !time.isEmpty()).ifPresent(time -> annotations.put(Marks.ENDED, time));
            annotations.put(Marks.STEPS, String.valueOf(waves.size()));
            annotations.put(
                    Marks.OBJECTS,
                    String.valueOf(
                            waves.values().stream().mapToInt(Wave::objects).sum()));
            if (parts.stream().anyMatch(one -> one.keys)) {
                annotations.put(Marks.KEYS, "true");
            }
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", part.name);
        metadata.put("namespace", part.namespace);
        metadata.put("labels", labels);
        metadata.put("annotations", annotations);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "v1");
        object.put("kind", part.type().kind().name());
        object.put("metadata", metadata);
        part.putData(object, texts);
        return object;
    }
}
