package io.fairlead.examples.demo;

import io.fairlead.failure.FairleadException;
import io.fairlead.manifest.Manifests;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command of the main job: reads the options, opens the cluster, tells the story. */
@Command(
        name = "./mvnw -q -Pdemo -Dargs=\"...\"",
        mixinStandardHelpOptions = false,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Applies an application, releases a change, releases a broken one, takes it back, and proves that "
                        + "the cluster is as before. In the Sandbox unless told otherwise.")
public final class Demo implements Callable<Integer> {

    static final class Where {
        @Option(names = "--context", paramLabel = "NAME", description = "on the cluster of this kubeconfig context")
        @Nullable
        String context;

        @Option(names = "--testbed", description = "on the testbed's real control plane")
        boolean testbed;
    }

    @ArgGroup
    private Where where = new Where();

    @Option(names = "-f", paramLabel = "FILE", description = "another application: its manifests")
    private @Nullable Path file;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "the namespace to make and use; ${DEFAULT-VALUE} unless said")
    private String namespace = "shop";

    @Option(names = "--deployment", paramLabel = "NAME", description = "the Deployment to release; the first of FILE")
    private String deployment = "";

    @Option(names = "--image", paramLabel = "IMAGE", description = "the image to release")
    private String image = "";

    @Option(names = "--keep", description = "leave the application in the cluster")
    private boolean keep;

    @Option(names = "--yes", description = "do not ask before writing to a cluster of yours")
    private boolean yes;

    @Option(names = "--full-plan", description = "show every field of the first plan")
    private boolean fullPlan;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private final Screen screen;

    Demo(Screen screen) {
        this.screen = screen;
    }

    /** Runs the job; ends the process with another code than 0 when it did not go as told. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, Screen.charset());
        int code = run(Screen.of(out, System.getenv()), out, arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(Screen screen, PrintStream out, String... arguments) {
        CommandLine command = new CommandLine(new Demo(screen));
        command.setOut(new java.io.PrintWriter(out, true));
        command.setErr(new java.io.PrintWriter(out, true));
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof FairleadException || failure instanceof Venue.Unusable) {
                screen.heading("failed", String.valueOf(failure.getMessage()).replace("\n", "\n            "));
                return 1;
            }
            throw failure;
        });
        return command.execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        Application application = Application.of(
                file == null ? "shop.yaml" : String.valueOf(file.getFileName()),
                namespace,
                file == null ? Manifests.classPath("shop/shop.yaml") : Manifests.read(file));
        String toRelease = deployment.isEmpty() && file == null ? "catalogue" : deployment;
        Story.Wishes wishes = new Story.Wishes(toRelease, image(), keep, yes, fullPlan);
        // A throw-away cluster ends with the process; in one of the user's, what was written is taken back first.
        try (Venue venue = venue();
                CtrlC watch = CtrlC.interrupts(Thread.currentThread(), screen)) {
            watch.unless(venue.throwaway());
            return new Story(screen, venue, application, wishes).tell() ? 0 : 1;
        }
    }

    private String image() {
        if (!image.isEmpty() || file == null) {
            return image.isEmpty() ? "ghcr.io/stefanprodan/podinfo:6.7.0" : image;
        }
        if (where.context != null) {
            throw new Venue.Unusable(
                    "-f with --context also needs --image: an image that your cluster can pull, to release.");
        }
        return "";
    }

    private Venue venue() {
        if (where.context != null) {
            return Venue.context(where.context);
        }
        return where.testbed ? Venue.testbed() : Venue.sandbox();
    }
}
