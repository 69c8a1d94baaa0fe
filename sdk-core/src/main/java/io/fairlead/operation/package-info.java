/** Operations and the primitives they are written in: inert values that a cluster plans or runs. */
@NullMarked
package io.fairlead.operation;

import org.jspecify.annotations.NullMarked;
