package io.fairlead.operation;

import io.fairlead.failure.Misuse;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A set of applied objects as KEP-3659 keeps it: a parent Secret that says which kinds and namespaces the set has members in, and a label
 * on each member. What was a member and is no longer applied is pruned; kubectl sees the same set.
 *
 * @param parent the parent Secret
 */
record ApplySet(Ref parent) {

    static final String PART_OF = "applyset.kubernetes.io/part-of";
    private static final String ID = "applyset.kubernetes.io/id";
    private static final String TOOLING = "applyset.kubernetes.io/tooling";
    private static final String KINDS = "applyset.kubernetes.io/contains-group-kinds";
    private static final String NAMESPACES = "applyset.kubernetes.io/additional-namespaces";
    private static final String TOOL = "fairlead/v0.1.0";
    private static final Kind SECRET = Kind.of("v1", "Secret");

    /**
     * The set of this name.
     *
     * @param namespaceAndName of its parent Secret
     */
    static ApplySet of(String namespaceAndName) {
        Ref parent = Ref.of(SECRET, namespaceAndName);
        if (parent.namespace().isEmpty()) {
            throw new IllegalArgumentException(
                    "a set is named \"namespace/name\", after its parent Secret; got \"" + namespaceAndName + "\"");
        }
        return new ApplySet(parent);
    }

    /**
     * What a parent says of its members.
     *
     * @param kinds their kinds as {@code Kind.group}
     * @param namespaces their namespaces, the parent's own among them
     */
    record Members(SortedSet<String> kinds, SortedSet<String> namespaces) {

        static Members none() {
            return new Members(new TreeSet<>(), new TreeSet<>());
        }

        Members and(Members other) {
            SortedSet<String> allKinds = new TreeSet<>(kinds);
            allKinds.addAll(other.kinds);
            SortedSet<String> allNamespaces = new TreeSet<>(namespaces);
            allNamespaces.addAll(other.namespaces);
            return new Members(allKinds, allNamespaces);
        }
    }

    /** The set's id: {@code applyset-<base64url(sha256("name.namespace.Kind.group"))>-v1}, as the KEP defines it. */
    String id() {
        String name = parent.name() + "." + parent.namespace() + "."
                + parent.kind().name() + "." + parent.kind().group();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "-v1";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * What the live parent says; nothing when there is none yet.
     *
     * @throws Misuse when the parent belongs to another tool
     */
    Members known(Work work) {
        Optional<Tree> live = work.find(parent);
        if (live.isEmpty()) {
            return Members.none();
        }
        String tool = live.get().text("metadata", "annotations", TOOLING).orElse("");
        if (!tool.isEmpty() && !tool.startsWith("fairlead/")) {
            throw new Misuse(
                    "apply the set " + parent,
                    "Its parent says that it is kept by " + tool + ".",
                    "Prune it with that tool, or choose another name for the set.");
        }
        Members members = Members.none();
        members.kinds().addAll(words(live.get(), KINDS));
        members.namespaces().addAll(words(live.get(), NAMESPACES));
        members.namespaces().add(parent.namespace());
        return members;
    }

    private static List<String> words(Tree live, String annotation) {
        String text = live.text("metadata", "annotations", annotation).orElse("");
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The members that these objects are. */
    Members of(List<Ref> refs) {
        Members members = Members.none();
        refs.forEach(ref -> {
            members.kinds()
                    .add(
                            ref.kind().group().isEmpty()
                                    ? ref.kind().name()
                                    : ref.kind().name() + "." + ref.kind().group());
            if (!ref.namespace().isEmpty()) {
                members.namespaces().add(ref.namespace());
            }
        });
        members.namespaces().add(parent.namespace());
        return members;
    }

    /** Writes what the parent says. */
    void write(Work work, Members members, Owner owner) {
        String others = members.namespaces().stream()
                .filter(namespace -> !namespace.equals(parent.namespace()))
                .collect(Collectors.joining(","));
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put(TOOLING, TOOL);
        annotations.put(KINDS, String.join(",", members.kinds()));
        annotations.put(NAMESPACES, others);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", parent.name());
        metadata.put("namespace", parent.namespace());
        metadata.put("labels", Map.of(ID, id()));
        metadata.put("annotations", annotations);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", "v1");
        tree.put("kind", "Secret");
        tree.put("metadata", metadata);
        work.apply(Batch.ofTrees(owner, List.of(tree)));
    }

    /** The set's objects that are not wanted any more. */
    List<Ref> surplus(Work work, Members members, List<Ref> wanted) {
        Set<Ref> surplus = new TreeSet<>();
        for (String name : members.kinds()) {
            Optional<Kind> kind = work.kind(name);
            if (kind.isEmpty()) {
                continue;
            }
            boolean clusterWide = wanted.stream()
                    .anyMatch(ref ->
                            ref.kind().sameAs(kind.get()) && ref.namespace().isEmpty());
            for (String namespace : clusterWide ? List.of("") : members.namespaces()) {
                work.list(kind.get(), new Selection(namespace, PART_OF + "=" + id(), "")).stream()
                        .map(Tree::ref)
                        .filter(ref -> wanted.stream()
                                .noneMatch(one -> one.kind().sameAs(ref.kind())
                                        && one.name().equals(ref.name())
                                        && one.namespace().equals(ref.namespace())))
                        .forEach(surplus::add);
            }
        }
        return List.copyOf(surplus);
    }
}
