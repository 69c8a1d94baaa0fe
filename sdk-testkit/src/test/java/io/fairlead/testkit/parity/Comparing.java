package io.fairlead.testkit.parity;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Sends a case to both servers and tells what differs. */
final class Comparing {
    private final Server sandbox;
    private final Server real;

    Comparing(Server sandbox, Server real) {
        this.sandbox = sandbox;
        this.real = real;
    }

    /** The differences, one line each; none when the answers say the same. */
    List<String> differences(Case test) {
        List<String> differences = new ArrayList<>();
        int number = 0;
        for (Step step : test.steps()) {
            number++;
            Server.Answer ours = sandbox.send(step);
            Server.Answer theirs = real.send(step);
            String where = test.name() + " step " + number + " (" + shorten(step.toString()) + ")";
            if (ours.code() != theirs.code()) {
                differences.add(where + ": code " + ours.code() + " instead of " + theirs.code() + "\n    ours:   "
                        + shorten(ours.body()) + "\n    theirs: " + shorten(theirs.body()));
                continue;
            }
            List<String> below = new ArrayList<>();
            compare("", Normal.of(ours.body()), Normal.of(theirs.body()), below);
            below.forEach(each -> differences.add(where + "\n    " + each));
        }
        return differences;
    }

    private static String shorten(String text) {
        String line = String.valueOf(text).replace("\n", "\\n");
        return line.length() > 600 ? line.substring(0, 600) + "..." : line;
    }

    private static void compare(String path, Object ours, Object theirs, List<String> into) {
        if (ours instanceof Map<?, ?> a && theirs instanceof Map<?, ?> b) {
            var keys = new TreeSet<String>(Json.map(a).keySet());
            keys.addAll(Json.map(b).keySet());
            for (String key : keys) {
                compare(path + "." + key, a.get(key), b.get(key), into);
            }
            return;
        }
        if (ours instanceof List<?> a && theirs instanceof List<?> b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(path + "[" + i + "]", a.get(i), b.get(i), into);
            }
            return;
        }
        if (!Objects.equals(ours, theirs)) {
            into.add(path + ": ours " + shorten(String.valueOf(ours)) + "\n        theirs "
                    + shorten(String.valueOf(theirs)));
        }
    }
}
