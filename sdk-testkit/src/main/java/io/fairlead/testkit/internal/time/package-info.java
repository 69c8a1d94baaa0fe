/** The Sandbox's time: the machine's, or a clock that stands still until it is told to jump. */
@NullMarked
package io.fairlead.testkit.internal.time;

import org.jspecify.annotations.NullMarked;
