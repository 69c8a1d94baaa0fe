/** Finds out why something is not ready: what objects say themselves, and a walk to those that know more. */
@NullMarked
package io.fairlead.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
