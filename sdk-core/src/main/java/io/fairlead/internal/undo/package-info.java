/** Taking a change back exactly: what is kept of the state before, and what gives it back. Pure code; the engine sends. */
@NullMarked
package io.fairlead.internal.undo;

import org.jspecify.annotations.NullMarked;
