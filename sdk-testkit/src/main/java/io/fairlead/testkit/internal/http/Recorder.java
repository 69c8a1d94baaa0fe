package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.store.User;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Every request that was understood, in the order of arrival. */
public final class Recorder {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Entry> entries = new ArrayList<>();

    /** One request. */
    public static final class Entry {
        private final User user;
        private final String verb;
        private final String kind;
        private final String resource;
        private final String object;
        private volatile String created = "";
        private final boolean dryRun;
        private final AtomicInteger status = new AtomicInteger();

        Entry(User user, String verb, String kind, String resource, String object, boolean dryRun) {
            this.user = user;
            this.verb = verb;
            this.kind = kind;
            this.resource = resource;
            this.object = object;
            this.dryRun = dryRun;
        }

        /** Who sent it. */
        public User user() {
            return user;
        }

        /** Kubernetes' verb. */
        public String verb() {
            return verb;
        }

        /** The kind, empty for paths that are no resource. */
        public String kind() {
            return kind;
        }

        /** The resource, with its subresource. */
        public String resource() {
            return resource;
        }

        /** The object as {@code namespace/name}, or the path. */
        public String object() {
            return object + created;
        }

        /** Tells the name of what was created, which the path of the request does not. */
        void named(String name) {
            if (object.endsWith("/")) {
                created = name;
            }
        }

        /** Whether the server is only to try. */
        public boolean dryRun() {
            return dryRun;
        }

        /** The HTTP code of the answer, 0 while there is none. */
        public int status() {
            return status.get();
        }
    }

    Entry begin(User user, String verb, String kind, String resource, String object, boolean dryRun) {
        var entry = new Entry(user, verb, kind, resource, object, dryRun);
        lock.lock();
        try {
            entries.add(entry);
        } finally {
            lock.unlock();
        }
        return entry;
    }

    void end(Entry entry, int code) {
        if (code > 0) {
            entry.status.set(code);
        }
    }

    /** How many there are. */
    public int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** All from the given place on. */
    public List<Entry> since(int place) {
        lock.lock();
        try {
            return List.copyOf(entries.subList(Math.min(place, entries.size()), entries.size()));
        } finally {
            lock.unlock();
        }
    }
}
