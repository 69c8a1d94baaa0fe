package io.fairlead.internal.engine;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.failure.Aborted;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Misuse;
import io.fairlead.failure.NotFound;
import io.fairlead.internal.diagnosis.DiagnosisWalk;
import io.fairlead.internal.diagnosis.KubeDiagnosisReader;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Deletion;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the planner's and the runner's reading have in common: the thread, the scope, step ids, made-up values, models. */
abstract class EngineWork implements Work {

    private static final List<String> NOT_THE_PROGRAM = List.of(
            "java.",
            "jdk.",
            "io.fabric8.",
            "io.fairlead.internal.",
            "io.fairlead.operation.",
            "io.fairlead.resource.",
            "io.fairlead.manifest.",
            "io.fairlead.plan.");

    private final Session session;
    private final MadeUp madeUp;
    private final Masks masks;
    private final Thread thread = Thread.currentThread();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private List<String> scope;
    private volatile boolean ended;
    private boolean branching;

    EngineWork(Session session, MadeUp madeUp, Masks masks, List<String> scope) {
        this.session = session;
        this.madeUp = madeUp;
        this.masks = masks;
        this.scope = List.copyOf(scope);
    }

    final Session session() {
        return session;
    }

    final MadeUp madeUp() {
        return madeUp;
    }

    final Masks masks() {
        return masks;
    }

    final List<String> scope() {
        return scope;
    }

    /** Refuses a call from another thread, or one that the reading is past. */
    final void enter() {
        if (Thread.currentThread() != thread) {
            throw new Misuse(
                    "use a Work on thread " + Thread.currentThread().getName(),
                    "It belongs to the thread that was given it, " + thread.getName() + ".",
                    "Do things side by side by work.all(...).");
        }
        if (branching) {
            throw new Misuse(
                    "use a Work in a branch of its operation",
                    "In the run a branch is on a thread of its own, where this Work is refused.",
                    "Use the Work that the branch is given.");
        }
        if (ended) {
            throw new Misuse(
                    "use a Work after its operation ended",
                    "Nothing would be planned, told or taken back any more.",
                    "Keep what it gave, not the Work itself.");
        }
        proceed();
    }

    /** While branches are read, they have a Work each, and this one is refused, as it is in a run. */
    final void branching(boolean yes) {
        branching = yes;
    }

    /** From here on every call is refused: a program may have kept its Work. */
    final void end() {
        ended = true;
    }

    /** Whether the reading may go on; throws what ends it. */
    abstract void proceed();

    /** The object as this reading sees it, as a tree with tokens for holes. */
    abstract Optional<Map<String, Object>> read(Located at);

    /** The objects as this reading sees them. */
    abstract List<Map<String, Object>> readAll(Kind kind, Selection selection);

    /** The failure of a program that threw something of its own. */
    abstract FairleadException failed(Throwable cause);

    /** A text of the program's own, such as a step's name, without the secrets that it may hold. */
    final String shown(String text) {
        return masks.text(text);
    }

    /** The scope of one of several parts side by side: its own name, where it has one that no other has. */
    final List<String> branchScope(List<? extends Operation<?>> parts, int index) {
        String name = parts.get(index).name();
        boolean alone = !name.isEmpty()
                && parts.stream().filter(part -> part.name().equals(name)).count() == 1;
        List<String> inner = new ArrayList<>(scope);
        if (!alone) {
            inner.add(String.valueOf(index + 1));
        }
        return inner;
    }

    final StepId id(String verb, String target) {
        return new StepId(scope, shown(verb), shown(target), occurrence(verb + " " + target));
    }

    /** The id that the next such step will have. */
    final StepId nextId(String verb, String target) {
        int next = occurrences.getOrDefault(String.join("/", scope) + "|" + verb + " " + target, 0) + 1;
        return new StepId(scope, shown(verb), shown(target), next);
    }

    private int occurrence(String what) {
        return occurrences.merge(String.join("/", scope) + "|" + what, 1, Integer::sum);
    }

    private String key(String name) {
        return String.join("/", scope) + "/" + name + "#" + occurrence("made up " + name);
    }

    /** Calls a program, turning what it throws into typed failures. */
    <R> R call(Operation<? extends R> part) {
        try {
            return part.perform(this);
        } catch (FairleadException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new io.fairlead.failure.Interrupted("run " + described(part), null, e);
        } catch (Exception e) {
            throw failed(e);
        } catch (PlanCut e) {
            throw e;
        } catch (Error e) {
            // Also a stack that overflows or a heap that is full: what was written so far must be told and taken back
            // all the same.
            throw failed(e);
        }
    }

    final <R> R scoped(String name, Supplier<R> body) {
        List<String> outer = scope;
        List<String> inner = new ArrayList<>(outer);
        inner.add(shown(name));
        scope = List.copyOf(inner);
        try {
            return body.get();
        } finally {
            scope = outer;
        }
    }

    static String described(Operation<?> operation) {
        if (!operation.name().isEmpty()) {
            return operation.name();
        }
        String text = operation.toString();
        return text.contains("$$Lambda") ? "an operation" : text;
    }

    /** The program's own line in a stack trace: the first that is neither ours nor Java's. */
    static String line(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String type = frame.getClassName();
            if (NOT_THE_PROGRAM.stream().noneMatch(type::startsWith)) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "an unknown line";
    }

    @Override
    public <R> R perform(Operation<? extends R> part) {
        enter();
        return call(part);
    }

    @Override
    public <R> R perform(String name, Operation<? extends R> part) {
        enter();
        return scoped(name, () -> call(part));
    }

    @Override
    public FairleadException abort(String reason) {
        return new Aborted(scope.isEmpty() ? "an operation" : String.join(" / ", scope), shown(reason));
    }

    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> type, String namespaceAndName) {
        enter();
        return read(session.locate(Ref.of(type, namespaceAndName))).map(tree -> Json.model(tree, type));
    }

    @Override
    public <T extends HasMetadata> T get(Class<T> type, String namespaceAndName) {
        return find(type, namespaceAndName).orElseThrow(() -> {
            Ref ref = session.locate(Ref.of(type, namespaceAndName)).ref();
            return new NotFound("read " + ref, ref.toString(), ref);
        });
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> type, Selection selection) {
        enter();
        return readAll(Kind.of(type), selection).stream()
                .map(tree -> Json.model(tree, type))
                .toList();
    }

    @Override
    public Readiness readiness(Tree object) {
        enter();
        return session.options().rules().judge(object.toMap());
    }

    @Override
    public List<String> owners(Tree object, FieldPath field) {
        enter();
        return ManagedFields.of(object.toMap()).ownersOf(field).stream()
                .map(entry -> entry.manager())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Diagnoses diagnose(List<Tree> objects) {
        enter();
        return DiagnosisWalk.diagnose(
                objects.stream().map(Tree::toMap).toList(),
                session.options().rules(),
                new KubeDiagnosisReader(session.api(), this::reads));
    }

    @Override
    public Diagnoses diagnose(Selection selection) {
        enter();
        return DiagnosisWalk.survey(
                selection.namespace(),
                selection.labels(),
                selection.fields(),
                session.options().rules(),
                new KubeDiagnosisReader(session.api(), this::reads));
    }

    /** Told of the permission for each read beyond those that the program names. */
    void reads(Permission permission) {}

    @Override
    public Optional<Kind> kind(String nameAndGroup) {
        enter();
        int dot = nameAndGroup.indexOf('.');
        String name = dot < 0 ? nameAndGroup : nameAndGroup.substring(0, dot);
        String group = dot < 0 ? "" : nameAndGroup.substring(dot + 1);
        return session.api().types().stream()
                .map(ResourceType::kind)
                .filter(kind -> kind.name().equals(name) && kind.group().equals(group))
                .findFirst();
    }

    @Override
    public <T extends HasMetadata> T apply(T desired, Owner owner) {
        Applied applied = apply(Batch.of(owner, desired));
        Map<String, Object> stored =
                applied.objects().values().iterator().next().toMap();
        @SuppressWarnings("unchecked") // the model that was given
        Class<T> type = (Class<T>) desired.getClass();
        return Json.model(stored, type);
    }

    @Override
    public void delete(Ref ref) {
        delete(ref, Deletion.background());
    }

    @Override
    public void await(Ref ref, Until until, Duration limit) {
        await(List.of(ref), until, limit);
    }

    @Override
    public Instant now() {
        enter();
        String key = key("now");
        Instant time = madeUp.time(key, session.pace()::now);
        taken(key, time);
        return time;
    }

    @Override
    public String once(String name, Supplier<String> maker) {
        enter();
        return made(name, maker, false);
    }

    private String made(String name, Supplier<String> maker, boolean secret) {
        String key = key(name);
        if (secret) {
            madeUp.secret(key);
        }
        String value = madeUp.text(key, maker);
        if (secret) {
            masks.add(value);
        }
        made(key, value, secret);
        return value;
    }

    /** Told of each value that the program made up. */
    void made(String key, String value, boolean secret) {}

    /** Told of each time that the program took. */
    void taken(String key, Instant time) {}

    @Override
    public String secret(String name, Supplier<String> maker) {
        enter();
        return made(name, maker, true);
    }

    @Override
    public String derive(String name, String secret, UnaryOperator<String> maker) {
        enter();
        return made(name, () -> maker.apply(secret), true);
    }

    /** A read-only view of a plain object, without holes. */
    static Tree view(Map<String, Object> tree) {
        return Tree.of(tree);
    }
}
