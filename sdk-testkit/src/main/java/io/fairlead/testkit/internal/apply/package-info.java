/** Field ownership and server-side apply. */
@NullMarked
package io.fairlead.testkit.internal.apply;

import org.jspecify.annotations.NullMarked;
