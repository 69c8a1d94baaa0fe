// A JShell session with Fairlead: cluster, plan(op), run(op), undo(). In a Sandbox, or with FAIRLEAD_CONTEXT=name in
// the environment on the cluster of that kubeconfig context.
var shell = io.fairlead.examples.shell.Shell.on(System.getenv().getOrDefault("FAIRLEAD_CONTEXT", ""), System.out::println);
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.ha.rollout.Restart;
import io.fairlead.ha.rollout.Revisions;
import io.fairlead.ha.rollout.Rollback;
import io.fairlead.ha.rollout.Rollout;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.Selection;
import io.fairlead.operation.UndoReport;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;

<R> Plan<R> plan(Operation<R> operation) { return shell.plan(operation); }
<R> Outcome<R> run(Operation<R> operation) { return shell.run(operation); }
UndoReport undo() { return shell.undo(); }
var cluster = shell.cluster();
System.out.println(cluster + "\nat hand: cluster, plan(op), run(op), undo(); /exit ends the session");
