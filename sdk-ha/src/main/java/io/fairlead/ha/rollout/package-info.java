/** Releases of Deployments, StatefulSets and DaemonSets: planned, waited for, explained when they fail, and taken back. */
@NullMarked
package io.fairlead.ha.rollout;

import org.jspecify.annotations.NullMarked;
