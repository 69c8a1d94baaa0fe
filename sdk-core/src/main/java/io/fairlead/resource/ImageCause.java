package io.fairlead.resource;

import java.util.List;

/** An image cannot be had. */
public sealed interface ImageCause extends Cause {

    /**
     * The registry knows no such image.
     *
     * @param image the image as the pod names it
     */
    record NotFound(String image) implements ImageCause {
        public NotFound {
            image = Evidence.quote(image);
        }

        @Override
        public String sentence() {
            return "image " + image + " is not found";
        }

        @Override
        public String remedy() {
            return "check the image's name and tag, and that it was pushed";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The registry refuses to give the image to the node.
     *
     * @param image the image as the pod names it
     */
    record Denied(String image) implements ImageCause {
        public Denied {
            image = Evidence.quote(image);
        }

        @Override
        public String sentence() {
            return "the registry denies image " + image;
        }

        @Override
        public String remedy() {
            return "check that it exists, and the pull secret of the pod or its service account";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The name is none that an image can have.
     *
     * @param image the image as the pod names it
     */
    record InvalidName(String image) implements ImageCause {
        public InvalidName {
            image = Evidence.quote(image);
        }

        @Override
        public String sentence() {
            return "\"" + image + "\" is no valid image name";
        }

        @Override
        public String remedy() {
            return "correct the image's name";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The image is not on the node, and the pod forbids to pull it.
     *
     * @param image the image as the pod names it
     */
    record Absent(String image) implements ImageCause {
        public Absent {
            image = Evidence.quote(image);
        }

        @Override
        public String sentence() {
            return "image " + image + " is not on the node and must not be pulled";
        }

        @Override
        public String remedy() {
            return "load the image on the node, or change imagePullPolicy: Never";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The registry does not answer, or answers with an error of its own.
     *
     * @param image the image as the pod names it
     * @param message what the cluster says
     */
    record RegistryDown(String image, String message) implements ImageCause {
        public RegistryDown {
            image = Evidence.quote(image);
            message = Evidence.quote(message);
        }

        @Override
        public Object identity() {
            return List.of(code(), image);
        }

        @Override
        public String sentence() {
            return "the registry of image " + image + " cannot be reached: " + message;
        }

        @Override
        public String remedy() {
            return "check the registry, and the node's way and name service to it";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The registry gives no more for now.
     *
     * @param image the image as the pod names it
     */
    record RateLimited(String image) implements ImageCause {
        public RateLimited {
            image = Evidence.quote(image);
        }

        @Override
        public String sentence() {
            return "the registry limits how often image " + image + " may be pulled";
        }

        @Override
        public String remedy() {
            return "wait, pull with credentials, or use a mirror";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The image's signature is not accepted by the node.
     *
     * @param image the image as the pod names it
     */
    record BadSignature(String image) implements ImageCause {
        public BadSignature {
            image = Evidence.quote(image);
        }

        @Override
        public String sentence() {
            return "the signature of image " + image + " is not accepted";
        }

        @Override
        public String remedy() {
            return "sign the image, or use one that is signed";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The image is not made for the node's processor.
     *
     * @param image the image as the pod names it
     */
    record WrongPlatform(String image) implements ImageCause {
        public WrongPlatform {
            image = Evidence.quote(image);
        }

        @Override
        public String sentence() {
            return "image " + image + " is not made for the node's platform";
        }

        @Override
        public String remedy() {
            return "build the image for this platform, or choose nodes of another one";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The pull fails for a reason that has no cause of its own.
     *
     * @param image the image as the pod names it
     * @param message what the cluster says
     */
    record PullFailed(String image, String message) implements ImageCause {
        public PullFailed {
            image = Evidence.quote(image);
            message = Evidence.quote(message);
        }

        @Override
        public Object identity() {
            return List.of(code(), image);
        }

        @Override
        public String sentence() {
            return "image " + image + " cannot be pulled" + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "see what the node says about the pull";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
