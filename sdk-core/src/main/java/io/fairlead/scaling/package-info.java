/**
 * How many replicas: the arithmetic of rolling updates, disruption budgets and horizontal autoscaling, pure and without
 * I/O.
 *
 * <p>The Sandbox, the failure simulations and the cost model share this one reading of the rules; every rule names the
 * part of Kubernetes 1.37 that it follows.
 */
@NullMarked
package io.fairlead.scaling;

import org.jspecify.annotations.NullMarked;
