/** The two readers of one program: the planner and the runner, and what they share. */
@NullMarked
package io.fairlead.internal.engine;

import org.jspecify.annotations.NullMarked;
