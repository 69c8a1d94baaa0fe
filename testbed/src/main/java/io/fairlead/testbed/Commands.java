package io.fairlead.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of each component, and the files these lines name.
 *
 * <p>Everything is as in production, admission plugins, request priorities and limits included, except where waiting
 * would be all that it adds: autoscalers look every two seconds, etcd does not flush to disk.
 */
final class Commands {

    private final Binaries binaries;
    private final Path folder;
    private final Pki pki;
    private final int etcdPort;
    private final int etcdPeerPort;
    private final int apiPort;
    private final int kwokPort;
    private final int metricsPort;

    Commands(Binaries binaries, Path folder, Pki pki, List<Integer> ports) {
        this.binaries = binaries;
        this.folder = folder;
        this.pki = pki;
        this.etcdPort = ports.get(0);
        this.etcdPeerPort = ports.get(1);
        this.apiPort = ports.get(2);
        this.kwokPort = ports.get(3);
        this.metricsPort = ports.get(4);
    }

    String server() {
        return "https://127.0.0.1:" + apiPort;
    }

    int metricsPort() {
        return metricsPort;
    }

    Path auditLog() {
        return folder.resolve("audit.log");
    }

    void writeFiles(Kubeconfig kubeconfig, ControlPlaneSpec spec) throws IOException {
        Files.writeString(folder.resolve("audit-policy.yaml"), resource("audit-policy.yaml"));
        for (String user : List.of(
                "system:kube-controller-manager", "system:kube-scheduler", Users.KWOK, Users.KUBECTL, Users.ADMIN)) {
            boolean restricted = user.startsWith("system:");
            Authority.Identity identity =
                    restricted ? pki.authority().client(user, List.of()) : Users.master(pki, user);
            Files.writeString(kubeconfigFile(user), kubeconfig.of(user, identity));
        }
        if (binaries.haveNodes()) {
            Files.writeString(folder.resolve("kwok.yaml"), kwokConfiguration(spec));
        }
    }

    Path kubeconfigFile(String user) {
        return folder.resolve(user.replace(':', '-') + ".kubeconfig");
    }

    List<String> etcd() {
        return line(
                "etcd",
                "--data-dir=" + folder.resolve("etcd"),
                "--unsafe-no-fsync",
                "--listen-client-urls=http://127.0.0.1:" + etcdPort,
                "--advertise-client-urls=http://127.0.0.1:" + etcdPort,
                "--listen-peer-urls=http://127.0.0.1:" + etcdPeerPort,
                "--initial-advertise-peer-urls=http://127.0.0.1:" + etcdPeerPort,
                "--initial-cluster=default=http://127.0.0.1:" + etcdPeerPort,
                "--log-level=warn");
    }

    List<String> apiServer(ControlPlaneSpec spec) {
        List<String> line = line(
                "kube-apiserver",
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--secure-port=" + apiPort,
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/16",
                "--allow-privileged=true",
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--client-ca-file=" + pki.certificate("ca"),
                "--tls-cert-file=" + pki.certificate("server"),
                "--tls-private-key-file=" + pki.key("server"),
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + pki.certificate("service-accounts"),
                "--service-account-signing-key-file=" + pki.key("service-accounts"),
                "--requestheader-client-ca-file=" + pki.certificate("front-proxy-ca"),
                "--requestheader-allowed-names=front-proxy-client",
                "--requestheader-username-headers=X-Remote-User",
                "--requestheader-group-headers=X-Remote-Group",
                "--requestheader-extra-headers-prefix=X-Remote-Extra-",
                "--proxy-client-cert-file=" + pki.certificate("front-proxy"),
                "--proxy-client-key-file=" + pki.key("front-proxy"),
                "--audit-policy-file=" + folder.resolve("audit-policy.yaml"),
                "--audit-log-path=" + auditLog(),
                // One file for ever: marks are positions in it.
                "--audit-log-maxsize=0");
        line.addAll(spec.apiServerArguments());
        return line;
    }

    List<String> controllerManager() {
        String config = kubeconfigFile("system:kube-controller-manager").toString();
        return line(
                "kube-controller-manager",
                "--kubeconfig=" + config,
                "--authentication-kubeconfig=" + config,
                "--authorization-kubeconfig=" + config,
                "--secure-port=0",
                "--use-service-account-credentials",
                "--controllers=*,bootstrap-signer-controller,token-cleaner-controller",
                "--root-ca-file=" + pki.certificate("ca"),
                "--service-account-private-key-file=" + pki.key("service-accounts"),
                "--cluster-signing-cert-file=" + pki.certificate("ca"),
                "--cluster-signing-key-file=" + pki.key("ca"),
                // A volume that is made a moment before its claim is seen is bound only at the next of these rounds.
                "--pvclaimbinder-sync-period=1s",
                "--horizontal-pod-autoscaler-sync-period=2s",
                "--horizontal-pod-autoscaler-initial-readiness-delay=5s",
                "--kube-api-qps=500",
                "--kube-api-burst=1000");
    }

    List<String> scheduler() {
        String config = kubeconfigFile("system:kube-scheduler").toString();
        return line(
                "kube-scheduler",
                "--kubeconfig=" + config,
                "--authentication-kubeconfig=" + config,
                "--authorization-kubeconfig=" + config,
                "--secure-port=0",
                "--kube-api-qps=500",
                "--kube-api-burst=1000");
    }

    List<String> kwok(ControlPlaneSpec spec) {
        List<String> line = line(
                "kwok",
                "--kubeconfig=" + kubeconfigFile(Users.KWOK),
                "--config=" + folder.resolve("kwok.yaml"),
                "--manage-all-nodes",
                "--node-ip=127.0.0.1");
        if (spec.metrics()) {
            line.addAll(List.of(
                    "--server-address=127.0.0.1:" + kwokPort,
                    "--node-port=" + kwokPort,
                    "--tls-cert-file=" + pki.certificate("server"),
                    "--tls-private-key-file=" + pki.key("server")));
        }
        return line;
    }

    List<String> metricsServer() {
        String config = kubeconfigFile(Users.KWOK).toString();
        return line(
                "metrics-server",
                "--kubeconfig=" + config,
                "--authentication-kubeconfig=" + config,
                "--authorization-kubeconfig=" + config,
                "--bind-address=127.0.0.1",
                "--secure-port=" + metricsPort,
                "--tls-cert-file=" + pki.certificate("server"),
                "--tls-private-key-file=" + pki.key("server"),
                "--kubelet-use-node-status-port",
                "--kubelet-insecure-tls",
                "--kubelet-preferred-address-types=InternalIP",
                "--kubelet-request-timeout=5s",
                "--metric-resolution=10s");
    }

    private List<String> line(String command, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(binaries.command(command));
        line.addAll(List.of(arguments));
        return line;
    }

    private String kwokConfiguration(ControlPlaneSpec spec) throws IOException {
        Path own = binaries.stages().orElseThrow();
        List<String> parts = new ArrayList<>(List.of(
                resource("kwok/options.yaml"),
                resource("kwok/pods.yaml"),
                resource("kwok/platform.yaml"),
                Files.readString(own.resolve("node-initialize.yaml")),
                Files.readString(own.resolve("node-heartbeat-with-lease.yaml"))));
        if (spec.metrics()) {
            parts.add(Files.readString(own.resolve("usage-from-annotation.yaml")));
            parts.add(Files.readString(own.resolve("metrics-resource.yaml")));
        }
        return String.join("\n---\n", parts);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Commands.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new TestbedException("The testbed's own file %s is missing".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
