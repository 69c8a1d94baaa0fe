package io.fairlead.internal.diagnosis;

import io.fairlead.resource.Cause;
import io.fairlead.resource.ConfigCause;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from the kubelet's text which ConfigMap, Secret or key is missing; the same words come in events about volumes. */
final class ConfigFailures {

    private static final Pattern MISSING = Pattern.compile("(?i)\\b(configmap|secret)s? \"([^\"]{1,253})\" not found");
    private static final Pattern KEY =
            Pattern.compile("couldn't find key (\\S{1,253}) in (ConfigMap|Secret) [^/\\s]{1,63}/(\\S{1,253})");
    private static final Pattern VOLUME_KEY =
            Pattern.compile("references non-existent (config|secret) key: (\\S{1,253})");

    private ConfigFailures() {}

    /** The missing object or key, where the text names one. */
    static Optional<Cause> fromText(String message) {
        Matcher key = KEY.matcher(message);
        if (key.find()) {
            return Optional.of(new ConfigCause.MissingKey(key.group(2), key.group(3), key.group(1)));
        }
        Matcher volume = VOLUME_KEY.matcher(message);
        if (volume.find()) {
            return Optional.of(new ConfigCause.MissingKey(
                    volume.group(1).equals("config") ? "ConfigMap" : "Secret", "", volume.group(2)));
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            String name = missing.group(2);
            return Optional.of(
                    missing.group(1).equalsIgnoreCase("secret")
                            ? new ConfigCause.MissingSecret(name)
                            : new ConfigCause.MissingConfigMap(name));
        }
        return Optional.empty();
    }

    /** The cause of a container that cannot be set up. */
    static Cause of(String container, String message) {
        return fromText(message).orElseGet(() -> new ConfigCause.Invalid(container, message));
    }
}
