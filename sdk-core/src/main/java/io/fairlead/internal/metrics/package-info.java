/**
 * From what happens to meters of Micrometer; the only package that knows Micrometer, which need not be on the class path
 * unless it is used.
 */
@NullMarked
package io.fairlead.internal.metrics;

import org.jspecify.annotations.NullMarked;
