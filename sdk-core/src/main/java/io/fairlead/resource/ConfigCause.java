package io.fairlead.resource;

/** A ConfigMap, a Secret or a key that a pod asks for is missing. */
public sealed interface ConfigCause extends Cause {

    /**
     * The ConfigMap is not there.
     *
     * @param name its name
     */
    record MissingConfigMap(String name) implements ConfigCause {
        public MissingConfigMap {
            name = Evidence.quote(name);
        }

        @Override
        public String sentence() {
            return "ConfigMap " + name + " is missing";
        }

        @Override
        public String remedy() {
            return "create it, or mark the reference as optional";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The Secret is not there; a controller may still make it.
     *
     * @param name its name
     */
    record MissingSecret(String name) implements ConfigCause {
        public MissingSecret {
            name = Evidence.quote(name);
        }

        @Override
        public String sentence() {
            return "Secret " + name + " is missing";
        }

        @Override
        public String remedy() {
            return "create it, or mark the reference as optional";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The object is there, the key is not.
     *
     * @param kind {@code ConfigMap} or {@code Secret}
     * @param name its name, empty where it is not told
     * @param key the key
     */
    record MissingKey(String kind, String name, String key) implements ConfigCause {
        public MissingKey {
            kind = Evidence.quote(kind);
            name = Evidence.quote(name);
            key = Evidence.quote(key);
        }

        @Override
        public String sentence() {
            return kind + (name.isEmpty() ? "" : " " + name) + " has no key " + key;
        }

        @Override
        public String remedy() {
            return "add the key, or correct its name in the pod";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The container cannot be set up as its spec says.
     *
     * @param container the container
     * @param message what the cluster says
     */
    record Invalid(String container, String message) implements ConfigCause {
        public Invalid {
            container = Evidence.quote(container);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "container " + container + " cannot be set up: " + message;
        }

        @Override
        public String remedy() {
            return "correct the container's spec";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }
}
