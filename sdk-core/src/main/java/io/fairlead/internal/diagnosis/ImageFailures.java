package io.fairlead.internal.diagnosis;

import io.fairlead.resource.Cause;
import io.fairlead.resource.ImageCause;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads why an image cannot be had from the kubelet's reason and the container runtime's text.
 *
 * <p>The text is the runtime's, not an API; what is not recognised stays a {@link ImageCause.PullFailed} with the text quoted.
 */
final class ImageFailures {

    private static final Set<String> REASONS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "RegistryUnavailable",
            "SignatureValidationFailed",
            "ImageInspectError");

    /** Asked in this order: a refusal also says that the image may not exist, a proxy's error also names a status. */
    private static final List<String> LIMITED = List.of("toomanyrequests", "429 too many requests", "rate limit");

    private static final List<String> PLATFORM = List.of("no match for platform", "no matching manifest for");

    private static final List<String> DENIED = List.of(
            "pull access denied",
            "authorization failed",
            "insufficient_scope",
            "401 unauthorized",
            "403 forbidden",
            "unauthorized:",
            "unauthorized",
            "denied:",
            "authentication required",
            "no basic auth credentials");

    private static final List<String> DOWN = List.of(
            "dial tcp",
            "i/o timeout",
            "no such host",
            "connection refused",
            "connection reset",
            "no route to host",
            "tls handshake",
            "x509:",
            "context deadline exceeded",
            "deadlineexceeded",
            "server misbehaving",
            "http response to https client",
            "500 internal server error",
            "502 bad gateway",
            "503 service unavailable",
            "504 gateway time",
            "unexpected eof");

    private static final List<String> NOT_FOUND =
            List.of("not found", "code = notfound", "manifest unknown", "name unknown");

    private ImageFailures() {}

    /** The cause, where the reason is about an image. */
    static Optional<Cause> of(String reason, String message, String image) {
        if (!REASONS.contains(reason)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (reason) {
                    case "InvalidImageName" -> new ImageCause.InvalidName(image);
                    case "ErrImageNeverPull" -> new ImageCause.Absent(image);
                    case "SignatureValidationFailed" -> new ImageCause.BadSignature(image);
                    case "RegistryUnavailable" -> new ImageCause.RegistryDown(image, detail(message));
                    default -> fromText(message, image);
                });
    }

    /** The cause that a text about a failed pull tells of. */
    static Cause fromText(String message, String image) {
        // The image's own name may hold any word, so it is not searched.
        String text = (image.isEmpty() ? message : message.replace(image, "")).toLowerCase(Locale.ROOT);
        if (text.contains("invalidimagename") || text.contains("invalid reference format")) {
            return new ImageCause.InvalidName(image);
        }
        if (text.contains("signaturevalidationfailed") || text.contains("signature validation failed")) {
            return new ImageCause.BadSignature(image);
        }
        if (holds(text, LIMITED)) {
            return new ImageCause.RateLimited(image);
        }
        if (holds(text, PLATFORM)) {
            return new ImageCause.WrongPlatform(image);
        }
        if (text.contains("registry is unavailable") || holds(text, DOWN)) {
            return new ImageCause.RegistryDown(image, detail(message));
        }
        if (holds(text, DENIED)) {
            return new ImageCause.Denied(image);
        }
        if (holds(text, NOT_FOUND)) {
            return new ImageCause.NotFound(image);
        }
        return new ImageCause.PullFailed(image, detail(message));
    }

    private static boolean holds(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }

    /** The end of the text says what happened; its beginning repeats the image. */
    private static String detail(String message) {
        if (message.startsWith("Back-off pulling image") && !message.contains("Err")) {
            return "";
        }
        int last = message.lastIndexOf("desc = ");
        String detail = last < 0 ? message : message.substring(last + "desc = ".length());
        int request = detail.lastIndexOf("failed to do request: ");
        return request < 0 ? detail : detail.substring(request + "failed to do request: ".length());
    }
}
