package io.fairlead.manifest;

import io.fairlead.resource.Ref;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A set of objects as they are written in files: what an operation applies.
 *
 * <pre>{@code
 * Manifests shop = Manifests.read(Path.of("deploy"))
 *         .edit(Ref.of(Deployment.class, "shop/web"), web -> {
 *             ((Map<String, Object>) web.get("spec")).put("replicas", 3);
 *             return web;
 *         });
 * }</pre>
 *
 * <p>YAML is read by version 1.2, many documents a file, and JSON; kinds that end with {@code List} are taken apart. Keys that are
 * there twice, an object that is there twice, and text that is no object are refused with file, line and column. Where
 * {@code kubectl}, which reads YAML 1.1, takes a word otherwise, {@link #warnings} says so.
 *
 * <p>Immutable; every change gives a new set. An object is known by its group, kind, namespace and name, whatever its version.
 */
public final class Manifests {

    private static final int SHOWN = 20;

    private final List<ManifestObject> objects;
    private final List<String> warnings;
    private final String namespace;

    private Manifests(List<ManifestObject> objects, List<String> warnings, String namespace) {
        ManifestReader.refuseDuplicates(objects);
        this.objects = List.copyOf(objects);
        this.warnings = List.copyOf(warnings);
        this.namespace = namespace;
    }

    /**
     * Reads a file, or every {@code .yaml}, {@code .yml} and {@code .json} file below a folder, in the order of their paths; names
     * that begin with a dot are left out.
     *
     * @throws io.fairlead.failure.InvalidManifest when something is wrong, with its place
     */
    public static Manifests read(Path path) {
        ManifestReader reader = new ManifestReader();
        ManifestFiles.read(path, reader::read);
        return of(reader);
    }

    /**
     * Reads a stream to its end, and leaves it open.
     *
     * @param name what stands for a file's name in messages
     */
    public static Manifests read(InputStream in, String name) {
        ManifestReader reader = new ManifestReader();
        reader.read(name, ManifestFiles.text(in, name));
        return of(reader);
    }

    /** Reads a text. */
    public static Manifests parse(String text) {
        ManifestReader reader = new ManifestReader();
        reader.read("text", text);
        return of(reader);
    }

    /**
     * Reads a resource of the class path.
     *
     * @param name its name from the root, such as {@code manifests/shop.yaml}
     */
    public static Manifests classPath(String name) {
        ManifestReader reader = new ManifestReader();
        reader.read(name, ManifestFiles.classPath(name));
        return of(reader);
    }

    /** A set without objects. */
    public static Manifests empty() {
        return new Manifests(List.of(), List.of(), "");
    }

    private static Manifests of(ManifestReader reader) {
        return new Manifests(reader.objects(), reader.warnings(), "");
    }

    /** The objects, in the order in which they were read. */
    public List<ManifestObject> objects() {
        return objects;
    }

    /** Words that kubectl reads otherwise, each with its place, in order. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The same objects in the order in which they can be applied: namespaces, definitions, accounts and RBAC, configuration, storage,
     * workloads, autoscalers and budgets; webhooks and API services last. Those of one wave can be applied side by side.
     */
    public List<Manifests> waves() {
        return Waves.of(objects, ManifestObject::ref).stream()
                .map(wave -> new Manifests(wave.objects(), List.of(), namespace))
                .toList();
    }

    /** The object of this name, if it is in the set. */
    public Optional<ManifestObject> find(Ref ref) {
        return objects.stream().filter(object -> same(object.ref(), ref)).findFirst();
    }

    /** The namespace of objects that live in one and name none; empty where it was not set. */
    public Optional<String> namespace() {
        return namespace.isEmpty() ? Optional.empty() : Optional.of(namespace);
    }

    /** The same objects; those that live in a namespace and name none will be applied in this one. */
    public Manifests inNamespace(String namespace) {
        return new Manifests(objects, warnings, namespace);
    }

    /** The same with one more object, in the place of one of the same name where there is one. */
    public Manifests with(Map<String, ?> tree) {
        ManifestObject added = made(tree, new Source("added", 1, 0));
        List<ManifestObject> more = new ArrayList<>(objects);
        if (find(added.ref()).isPresent()) {
            more.replaceAll(object -> same(object.ref(), added.ref()) ? added : object);
        } else {
            more.add(added);
        }
        return new Manifests(more, warnings, namespace);
    }

    /**
     * The same without one object.
     *
     * @throws IllegalArgumentException when it is not in the set
     */
    public Manifests without(Ref ref) {
        ManifestObject gone = require(ref);
        return new Manifests(
                objects.stream()
                        .filter(object -> !same(object.ref(), gone.ref()))
                        .toList(),
                warnings,
                namespace);
    }

    /** Those objects that pass a filter. */
    public Manifests filter(Predicate<ManifestObject> filter) {
        return new Manifests(objects.stream().filter(filter).toList(), warnings, namespace);
    }

    /**
     * The same with one object changed.
     *
     * @param ref the object
     * @param change gets a copy that it may change, and returns what is to be in its place
     * @throws IllegalArgumentException when the object is not in the set
     */
    public Manifests edit(Ref ref, UnaryOperator<Map<String, Object>> change) {
        ManifestObject old = require(ref);
        ManifestObject changed = made(change.apply(Values.copyOf(old.tree())), old.source());
        return new Manifests(
                objects.stream()
                        .map(object -> same(object.ref(), old.ref()) ? changed : object)
                        .toList(),
                warnings,
                namespace);
    }

    /**
     * The objects of both sets; the namespace is this one's.
     *
     * @throws io.fairlead.failure.InvalidManifest when an object is in both
     */
    public Manifests plus(Manifests other) {
        List<ManifestObject> all = new ArrayList<>(objects);
        all.addAll(other.objects);
        List<String> warned = new ArrayList<>(warnings);
        warned.addAll(other.warnings);
        return new Manifests(all, warned, namespace);
    }

    private ManifestObject require(Ref ref) {
        return find(ref)
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no " + ref + " among these manifests; there are: "
                                + objects.stream()
                                        .filter(object -> object.ref().kind().sameAs(ref.kind()))
                                        .map(object -> object.ref().toString())
                                        .limit(SHOWN)
                                        .collect(Collectors.joining(", "))));
    }

    @SuppressWarnings("unchecked")
    private static ManifestObject made(Map<String, ?> tree, Source source) {
        return new ManifestObject((Map<String, Object>) tree, Ref.of(tree), source);
    }

    private static boolean same(Ref one, Ref other) {
        return one.kind().sameAs(other.kind())
                && one.namespace().equals(other.namespace())
                && one.name().equals(other.name());
    }

    @Override
    public String toString() {
        int width = objects.stream()
                .limit(SHOWN)
                .mapToInt(object -> object.ref().toString().length())
                .max()
                .orElse(0);
        long files = objects.stream()
                .map(object -> object.source().file())
                .distinct()
                .count();
        StringBuilder text = new StringBuilder();
        text.append(objects.size()).append(objects.size() == 1 ? " object" : " objects");
        text.append(" from ").append(files).append(files == 1 ? " file" : " files");
        if (!warnings.isEmpty()) {
            text.append(", ").append(warnings.size()).append(warnings.size() == 1 ? " warning" : " warnings");
        }
        objects.stream()
                .limit(SHOWN)
                .forEach(object -> text.append("\n  ")
                        .append(object.ref())
                        .append(" ".repeat(width - object.ref().toString().length() + 2))
                        .append(object.source()));
        if (objects.size() > SHOWN) {
            text.append("\n  ... and ").append(objects.size() - SHOWN).append(" more");
        }
        return text.toString();
    }
}
