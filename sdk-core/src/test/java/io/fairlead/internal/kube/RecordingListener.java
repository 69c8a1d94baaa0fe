package io.fairlead.internal.kube;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Writes down what a watch tells, one line each: {@code seen a@5}, {@code gone a}, {@code synced}, {@code failed ...}. */
final class RecordingListener implements WatchListener {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<String> heard = new ArrayList<>();
    private final List<Map<String, Object>> objects = new ArrayList<>();

    @Override
    public void seen(Map<String, Object> object) {
        note(
                "seen " + name(object) + "@"
                        + Trees.text(object, "metadata", "resourceVersion").orElse("?"),
                object);
    }

    @Override
    public void gone(Map<String, Object> object) {
        note("gone " + name(object), object);
    }

    @Override
    public void synced() {
        note("synced", Map.of());
    }

    @Override
    public void failed(FairleadException failure) {
        note("failed " + failure.getMessage(), Map.of());
    }

    private static String name(Map<String, Object> object) {
        return Trees.text(object, "metadata", "name").orElse("?");
    }

    private void note(String what, Map<String, Object> object) {
        lock.lock();
        try {
            heard.add(what);
            objects.add(object);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<String> heard() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    List<Map<String, Object>> objects() {
        lock.lock();
        try {
            return List.copyOf(objects);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so much was heard. */
    List<String> await(int count) throws InterruptedException {
        return await(all -> all.size() >= count);
    }

    List<String> await(Predicate<List<String>> enough) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(20);
            while (!enough.test(heard)) {
                if (left <= 0) {
                    throw new AssertionError("heard only " + heard);
                }
                left = news.awaitNanos(left);
            }
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }
}
