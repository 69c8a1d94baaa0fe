/** What happens while an operation runs, as one sealed stream. */
@NullMarked
package io.fairlead.event;

import org.jspecify.annotations.NullMarked;
