package io.fairlead.testkit.contract;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link Fuse} into a program: its {@link Work}, and that of all its parts, fails before its first or after its n-th write.
 *
 * <p>A proxy, so that a {@code Work} that learns more words is still all there.
 */
final class Breaking implements InvocationHandler {

    private static final Set<String> WRITES = Set.of("apply", "amend", "delete", "act", "external");

    private final Work work;
    private final Fuse fuse;

    private Breaking(Work work, Fuse fuse) {
        this.work = work;
        this.fuse = fuse;
    }

    /** The same operation, with a fuse in it. */
    static <R> Operation<R> at(Operation<R> operation, Fuse fuse) {
        return new Part<>(operation, fuse);
    }

    /** A part keeps its name, so that step ids and scopes stay what they are. */
    private record Part<R>(Operation<? extends R> part, Fuse fuse) implements Operation<R> {
        @Override
        public R perform(Work work) throws Exception {
            return part.perform((Work) Proxy.newProxyInstance(
                    Work.class.getClassLoader(), new Class<?>[] {Work.class}, new Breaking(work, fuse)));
        }

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public String toString() {
            return part.toString();
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean writes = method.getDeclaringClass() == Work.class && WRITES.contains(method.getName());
        if (writes) {
            fuse.before(work);
        }
        Object result;
        try {
            result = method.invoke(work, broken(arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (writes) {
            fuse.after(work);
        }
        return result;
    }

    private Object @Nullable [] broken(Object @Nullable [] arguments) {
        if (arguments == null) {
            return null;
        }
        Object[] broken = arguments.clone();
        for (int i = 0; i < broken.length; i++) {
            broken[i] = broken(broken[i]);
        }
        return broken;
    }

    private Object broken(Object argument) {
        if (argument instanceof Operation<?> part) {
            return new Part<>(part, fuse);
        }
        if (argument instanceof List<?> list && list.stream().anyMatch(Operation.class::isInstance)) {
            List<Object> parts = new ArrayList<>();
            list.forEach(part -> parts.add(broken(part)));
            return parts;
        }
        return argument;
    }
}
