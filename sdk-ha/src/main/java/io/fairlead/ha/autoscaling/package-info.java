/**
 * Autoscaling: autoscalers that are built with what they need, take over the number of replicas without a jump, and give it back; and what they
 * would have done.
 */
@NullMarked
package io.fairlead.ha.autoscaling;

import org.jspecify.annotations.NullMarked;
