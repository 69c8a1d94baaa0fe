/** The rules that say whether an object is ready: pure functions of the object as a tree. */
@NullMarked
package io.fairlead.internal.readiness;

import org.jspecify.annotations.NullMarked;
