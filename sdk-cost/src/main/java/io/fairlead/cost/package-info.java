/** What a change costs before it runs: {@link io.fairlead.cost.Cost} is the door. */
@NullMarked
package io.fairlead.cost;

import org.jspecify.annotations.NullMarked;
