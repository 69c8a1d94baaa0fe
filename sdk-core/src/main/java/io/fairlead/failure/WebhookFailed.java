package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** A webhook that the API server has to ask before it stores the object gave no answer; nothing was stored. */
public final class WebhookFailed extends FairleadException {

    private final String webhook;

    /** A webhook that did not answer. */
    public WebhookFailed(String tried, String webhook, String reason, @Nullable Ref ref) {
        super(
                tried,
                "The API server could not ask the webhook " + webhook + ": " + reason + ".",
                "Nothing was stored. See that the webhook's Service has ready endpoints, then run it again.",
                ref,
                null);
        this.webhook = webhook;
    }

    /** The webhook's name. */
    public String webhook() {
        return webhook;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
