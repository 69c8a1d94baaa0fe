/** Keeps the records of runs as ConfigMaps and Secrets: packed, split, found again, checked. Knows nothing of what they hold. */
@NullMarked
package io.fairlead.internal.journal;

import org.jspecify.annotations.NullMarked;
