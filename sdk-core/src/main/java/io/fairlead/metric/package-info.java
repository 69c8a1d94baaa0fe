/**
 * Measurements to decide by: where they come from ({@link io.fairlead.metric.MetricSource}), what they are, and gates on them
 * ({@link io.fairlead.metric.Metric}).
 */
@NullMarked
package io.fairlead.metric;

import org.jspecify.annotations.NullMarked;
