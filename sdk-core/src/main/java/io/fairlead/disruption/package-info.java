/**
 * What may be disrupted: how many pods the disruption budgets let go, now and in states that are still to come, pure and without I/O.
 *
 * <p>Follows {@code pkg/controller/disruption} and the eviction subresource of Kubernetes 1.37, rounding and corner cases included.
 */
@NullMarked
package io.fairlead.disruption;

import org.jspecify.annotations.NullMarked;
