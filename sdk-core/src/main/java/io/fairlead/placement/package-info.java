/**
 * Where a pod can run: the scheduler's filters and the effective requests of pods, as pure arithmetic on raw JSON trees.
 *
 * <p>The Sandbox, the failure simulations and the cost model share this one reading of the rules. Nothing here does I/O;
 * every rule names the part of Kubernetes 1.37 that it follows.
 */
@NullMarked
package io.fairlead.placement;

import org.jspecify.annotations.NullMarked;
