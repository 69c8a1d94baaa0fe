/** The cluster's objects as values: references, owners, field paths, differences, readiness, diagnosis. */
@NullMarked
package io.fairlead.resource;

import org.jspecify.annotations.NullMarked;
