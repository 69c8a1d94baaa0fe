package io.fairlead.manifest;

import io.fairlead.failure.InvalidManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 (core schema) and JSON to trees, strictly, straight from the parser's events: a manifest of several megabytes is
 * read in a fraction of a second.
 *
 * <p>An alias becomes a copy, so that changing one place changes no other; how much aliases may add is limited. Merge keys
 * ({@code <<}) work as kubectl has them.
 */
final class YamlReader {

    /** One document: its value, its number in the file from 1, and its first line. */
    record Document(@Nullable Object value, int number, int line, IdentityHashMap<Object, Integer> lines) {

        /** The line on which an object inside began; that of the document where it is not known. */
        int lineOf(@Nullable Object inner) {
            return inner == null ? line : lines.getOrDefault(inner, line);
        }
    }

    private static final int LARGEST_TEXT = 256 * 1024 * 1024;
    private static final int MOST_COPIES = 200_000;
    private static final int DEEPEST = 500;

    private final String file;
    private final Iterator<Event> events;
    private final List<String> warnings = new ArrayList<>();
    private final Map<Anchor, Object> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();
    private IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>();
    private int copies;
    private int depth;

    YamlReader(String file, String text) {
        this.file = file;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(LARGEST_TEXT)
                .setBufferSize(16 * 1024)
                .build();
        this.events = new Parse(settings).parseString(withoutTabs(text)).iterator();
    }

    /** JSON may be indented by tabs, which YAML forbids; inside its strings there are none. */
    private static String withoutTabs(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") && text.indexOf('\t') >= 0 ? text.replace('\t', ' ') : text;
    }

    List<String> warnings() {
        return warnings;
    }

    List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        try {
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    anchors.clear();
                    lines = new IdentityHashMap<>();
                    Event root = events.next();
                    int line = line(root);
                    documents.add(new Document(node(root), documents.size() + 1, line, lines));
                }
            }
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            throw new InvalidManifest(
                    file,
                    mark == null ? 0 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1,
                    "no YAML: " + oneLine(e.getProblem()),
                    "Check indentation and quotes around that place.",
                    null);
        } catch (YamlEngineException e) {
            throw new InvalidManifest(file, 0, 0, "no YAML: " + oneLine(e.getMessage()), "Check the file.", null);
        }
        return documents;
    }

    private static String oneLine(@Nullable String text) {
        return text == null
                ? "it cannot be read"
                : text.lines().findFirst().orElse("").replaceAll("\\.$", "");
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }

    private InvalidManifest invalid(Event event, String problem, String expected) {
        return new InvalidManifest(file, line(event), column(event), problem, expected, null);
    }

    private @Nullable Object node(Event event) {
        if (event instanceof AliasEvent alias) {
            return copy(alias);
        }
        Anchor anchor = event instanceof NodeEvent named ? named.getAnchor().orElse(null) : null;
        if (anchor != null) {
            open.add(anchor);
        }
        if (++depth > DEEPEST) {
            throw invalid(event, "nested more than " + DEEPEST + " deep", "Expected a manifest.");
        }
        Object value;
        if (event instanceof MappingStartEvent start) {
            value = mapping(start);
        } else if (event instanceof SequenceStartEvent start) {
            value = sequence(start);
        } else {
            value = scalar((ScalarEvent) event);
        }
        depth--;
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, value == null ? Absent.NULL : value);
        }
        return value;
    }

    private enum Absent {
        NULL
    }

    private @Nullable Object copy(AliasEvent alias) {
        Anchor anchor = alias.getAlias();
        Object value = anchors.get(anchor);
        if (value == null) {
            String problem = open.contains(anchor)
                    ? "the alias *" + anchor.getValue() + " is inside of what it stands for"
                    : "the alias *" + anchor.getValue() + " stands for nothing";
            throw invalid(
                    alias, problem, "Expected &" + anchor.getValue() + " on an earlier value of the same document.");
        }
        copies += size(value);
        if (copies > MOST_COPIES) {
            throw invalid(
                    alias, "aliases multiply to more than " + MOST_COPIES + " values", "Write them out, or use fewer.");
        }
        return value == Absent.NULL ? null : Values.copy(value);
    }

    private static int size(@Nullable Object value) {
        int size = 1;
        if (value instanceof Map<?, ?> map) {
            for (Object inner : map.values()) {
                size += size(inner);
            }
        } else if (value instanceof List<?> list) {
            for (Object inner : list) {
                size += size(inner);
            }
        }
        return size;
    }

    private Map<String, @Nullable Object> mapping(MappingStartEvent start) {
        refuseTag(start, start.getTag().orElse(null), "tag:yaml.org,2002:map");
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Map<String, Integer> keyLines = new HashMap<>();
        List<Map<?, ?>> merged = new ArrayList<>();
        while (true) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.MappingEnd) {
                break;
            }
            String key = key(event);
            boolean isMerge = key.equals("<<") && event instanceof ScalarEvent scalar && scalar.isPlain();
            Integer first = keyLines.putIfAbsent(key, line(event));
            if (first != null) {
                throw invalid(
                        event, "the key \"" + key + "\" is there twice, first in line " + first, "Keep one of them.");
            }
            Object value = node(events.next());
            if (isMerge) {
                merge(event, value, merged);
            } else {
                map.put(key, value);
            }
        }
        merged.forEach(more -> more.forEach((key, value) -> map.putIfAbsent((String) key, value)));
        lines.put(map, line(start));
        return map;
    }

    private void merge(Event key, @Nullable Object value, List<Map<?, ?>> merged) {
        for (Object one : value instanceof List<?> list ? list : java.util.Collections.singletonList(value)) {
            if (!(one instanceof Map<?, ?> map)) {
                throw invalid(key, "the merge key << has a value that is no map", "Expected an alias of a map.");
            }
            merged.add(map);
        }
    }

    private String key(Event event) {
        if (event instanceof AliasEvent alias && copy(alias) instanceof String text) {
            return text;
        }
        if (!(event instanceof ScalarEvent scalar)) {
            throw invalid(event, "a key is no text", "Expected a plain key; put braces that are text in quotes.");
        }
        Object value = scalar(scalar);
        if (value == null) {
            throw invalid(event, "a key is missing, or null", "Expected a name before the colon.");
        }
        return value instanceof String text ? text : scalar.getValue();
    }

    private List<@Nullable Object> sequence(SequenceStartEvent start) {
        refuseTag(start, start.getTag().orElse(null), "tag:yaml.org,2002:seq");
        List<@Nullable Object> list = new ArrayList<>();
        while (true) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.SequenceEnd) {
                return list;
            }
            list.add(node(event));
        }
    }

    private void refuseTag(Event event, @Nullable String tag, String allowed) {
        if (tag != null && !tag.equals(allowed) && !tag.equals("!")) {
            throw invalid(event, "the tag " + tag + " means nothing in a manifest", "Leave it out.");
        }
    }

    private @Nullable Object scalar(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag().orElse(null);
        if (tag != null) {
            return Words.tagged(tag, text)
                    .orElseThrow(() -> invalid(event, "\"" + text + "\" is no " + tag, "Leave the tag out."))
                    .value();
        }
        if (!event.isPlain()) {
            return text;
        }
        Object value = Words.resolve(text);
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            throw invalid(
                    event, text + " is no number that JSON knows", "Expected a finite number, or text in quotes.");
        }
        Words.otherwise(text, value)
                .ifPresent(other -> warnings.add(file + ":" + line(event) + ": kubectl reads " + text + " as " + other
                        + ", here it is " + Words.describe(value) + "; put it in quotes, or write what is meant"));
        return value;
    }
}
