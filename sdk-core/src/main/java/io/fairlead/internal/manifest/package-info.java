/** Puts objects in the order in which they can be applied. */
@NullMarked
package io.fairlead.internal.manifest;

import org.jspecify.annotations.NullMarked;
