/** The patches that are not apply: JSON patch, merge patch, strategic merge patch. */
@NullMarked
package io.fairlead.testkit.internal.patch;

import org.jspecify.annotations.NullMarked;
