package io.fairlead.internal.kube;

import io.fairlead.failure.FairleadException;
import java.util.Map;

/** Hears a watch; called by one thread at a time, in the order of the server's changes. */
public interface WatchListener {

    /** An object as it is now: new, changed, or seen for the first time. */
    void seen(Map<String, Object> object);

    /** An object that is gone, as it last was. */
    void gone(Map<String, Object> object);

    /** Everything that was there at the start has been told; also after a list that replaced a lost watch. */
    void synced();

    /** The watch cannot go on: forbidden, or the kind is served no more. Nothing is called after it. */
    void failed(FairleadException failure);
}
