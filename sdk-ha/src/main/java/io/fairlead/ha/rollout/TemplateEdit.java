package io.fairlead.ha.rollout;

import java.util.Map;

/** One change of a workload's pod template. */
interface TemplateEdit {

    /**
     * Changes the template in place.
     *
     * @param workload the workload that it belongs to
     * @param template the template, a copy of the live one with the edits before this one
     * @param tried what is tried, for refusals
     */
    void apply(Workload workload, Map<String, Object> template, String tried);
}
