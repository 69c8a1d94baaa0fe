package io.fairlead.resource;

/** Traffic has no way. */
public sealed interface NetworkCause extends Cause {

    /**
     * A Service's selector matches no pod.
     *
     * @param selector the selector
     */
    record SelectsNothing(String selector) implements NetworkCause {
        public SelectsNothing {
            selector = Evidence.quote(selector);
        }

        @Override
        public String sentence() {
            return "no pod carries its labels " + selector;
        }

        @Override
        public String remedy() {
            return "correct the selector or the pods' labels";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A Service has pods, and none is ready.
     *
     * @param endpoints how many there are
     */
    record NoReadyEndpoint(long endpoints) implements NetworkCause {
        @Override
        public String sentence() {
            return "none of its " + endpoints + " endpoints is ready";
        }

        @Override
        public String remedy() {
            return "see why the pods are not ready";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * Nobody has given it an address.
     *
     * @param what what has no address
     */
    record NoAddress(String what) implements NetworkCause {
        public NoAddress {
            what = Evidence.quote(what);
        }

        @Override
        public String sentence() {
            return what + " has no address";
        }

        @Override
        public String remedy() {
            return "check that a controller for it runs";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * No controller takes the Ingress.
     *
     * @param ingressClass the class, empty where none is named
     */
    record NoIngressClass(String ingressClass) implements NetworkCause {
        public NoIngressClass {
            ingressClass = Evidence.quote(ingressClass);
        }

        @Override
        public String sentence() {
            return ingressClass.isEmpty()
                    ? "it names no class and there is no default one"
                    : "IngressClass " + ingressClass + " is missing";
        }

        @Override
        public String remedy() {
            return "name a class that is there";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The Service behind it is not there.
     *
     * @param service its name
     */
    record NoBackend(String service) implements NetworkCause {
        public NoBackend {
            service = Evidence.quote(service);
        }

        @Override
        public String sentence() {
            return "Service " + service + " behind it is missing";
        }

        @Override
        public String remedy() {
            return "create it, or name another one";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The Secret with its certificate is not there.
     *
     * @param secret its name
     */
    record NoCertificate(String secret) implements NetworkCause {
        public NoCertificate {
            secret = Evidence.quote(secret);
        }

        @Override
        public String sentence() {
            return "Secret " + secret + " with its certificate is missing";
        }

        @Override
        public String remedy() {
            return "create it, or check who should";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A gateway does not accept the route.
     *
     * @param reason one word
     * @param message what the cluster says
     */
    record RouteRefused(String reason, String message) implements NetworkCause {
        public RouteRefused {
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "it is not accepted: " + (message.isEmpty() ? reason : message);
        }

        @Override
        public String remedy() {
            return "change what the gateway objects to";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
