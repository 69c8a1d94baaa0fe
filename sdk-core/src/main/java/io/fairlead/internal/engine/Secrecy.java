package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Masking;
import io.fairlead.internal.journal.Piece;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sorts a wave by where it may be kept: what holds no secret anywhere; what does, in a Secret in the namespace of the object that it is
 * of.
 */
final class Secrecy {

    private static final String KEY = "PRIVATE KEY";

    /** How "PRIVATE KEY" can read in base64, by where it begins. */
    private static final List<String> ENCODED_KEYS = List.of("UFJJVkFURSBLRV", "BSSVZBVEUgS0VZ", "QUklWQVRFIEtFW");

    private final Masking masking;
    private final String fallback;
    private String vault = "";
    private final Map<String, List<Object>> entries = new TreeMap<>();
    private final Map<String, TreeSet<String>> words = new TreeMap<>();
    private final TreeSet<String> keys = new TreeSet<>();

    /**
     * A sorting.
     *
     * @param masking the secrets known so far
     * @param fallback where secrets of objects of the whole cluster are kept
     */
    Secrecy(Masking masking, String fallback) {
        this.masking = masking;
        this.fallback = fallback;
    }

    /** The namespace for secrets that the program made up: that of the Secret that was last written. */
    Secrecy vault(String namespace) {
        vault = namespace;
        return this;
    }

    void add(Ledger.Entry entry, boolean known) {
        if (entry instanceof Ledger.Applied applied) {
            Map<String, List<PriorState>> groups = new TreeMap<>();
            applied.objects()
                    .forEach(state -> groups.computeIfAbsent(place(state), place -> new ArrayList<>())
                            .add(state));
            groups.forEach((place, states) -> put(place, new Ledger.Applied(states), known));
        } else if (entry instanceof Ledger.Deleted deleted) {
            put(place(deleted.state()), entry, known);
        } else if (entry instanceof Ledger.Amended amended) {
            put(place(amended.at().ref(), true, LedgerTree.write(entry, known)), entry, known);
        } else if (entry instanceof Ledger.Acted acted) {
            put(place(acted.ref(), true, LedgerTree.write(entry, known)), entry, known);
        } else if (entry instanceof Ledger.Noted noted && noted.secret()) {
            if (holdsKey(Json.print(noted.tree()))) {
                keys.add(vault);
            }
            put(vault, entry, known);
        } else {
            put("", entry, known);
        }
    }

    private void put(String place, Ledger.Entry entry, boolean known) {
        entries.computeIfAbsent(place, name -> new ArrayList<>()).add(LedgerTree.write(entry, known));
    }

    private String place(PriorState state) {
        boolean values = state.touch() != PriorState.Touch.CREATED;
        if (!values || masking.isEmpty() && !isSecret(state.ref())) {
            return "";
        }
        return place(state.ref(), values, state.toTree());
    }

    private static boolean isSecret(Ref ref) {
        return ref.kind().group().isEmpty() && ref.kind().name().equals("Secret");
    }

    private String place(Ref ref, boolean values, Map<String, Object> tree) {
        String namespace = ref.namespace().isEmpty() ? fallback : ref.namespace();
        if (isSecret(ref) && values) {
            if (holdsKey(Json.print(tree))) {
                keys.add(namespace);
            }
            return namespace;
        }
        if (masking.isEmpty()) {
            return "";
        }
        List<String> found = masking.wordsIn(Json.print(tree));
        if (found.isEmpty()) {
            return "";
        }
        words.computeIfAbsent(namespace, name -> new TreeSet<>()).addAll(found);
        return namespace;
    }

    private static boolean holdsKey(String json) {
        return json.contains("tls.key")
                || json.contains(KEY)
                || ENCODED_KEYS.stream().anyMatch(json::contains);
    }

    /**
     * What is to be kept of the wave, place by place.
     *
     * @param step the step that it is a part of, told in each
     */
    List<Piece> pieces(Map<String, Object> step) {
        List<Piece> pieces = new ArrayList<>();
        if (entries.isEmpty()) {
            entries.put("", List.of());
        }
        entries.forEach((place, trees) -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("step", step);
            tree.put("entries", trees);
            TreeSet<String> masks = words.get(place);
            if (masks != null) {
                tree.put("masks", new ArrayList<>(masks));
            }
            pieces.add(new Piece(place, keys.contains(place), tree));
        });
        return pieces;
    }
}
