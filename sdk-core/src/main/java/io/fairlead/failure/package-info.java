/** What can go wrong, as unchecked, typed failures whose messages say what was tried, on what, what happened and what to do. */
@NullMarked
package io.fairlead.failure;

import org.jspecify.annotations.NullMarked;
