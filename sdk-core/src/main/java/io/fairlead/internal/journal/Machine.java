package io.fairlead.internal.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where this process runs.
 *
 * @param host the host's name; a pod's own name in a pod
 * @param process the process's number
 * @param processStarted when it began; empty where the system does not say
 */
public record Machine(String host, long process, String processStarted) {

    private static final Machine HERE = find();

    /** This process. */
    public static Machine here() {
        return HERE;
    }

    private static Machine find() {
        ProcessHandle self = ProcessHandle.current();
        return new Machine(
                hostName(),
                self.pid(),
                self.info().startInstant().map(Object::toString).orElse(""));
    }

    private static String hostName() {
        Optional<String> named = Optional.ofNullable(System.getenv("HOSTNAME")).filter(name -> !name.isBlank());
        if (named.isPresent()) {
            return named.get();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
