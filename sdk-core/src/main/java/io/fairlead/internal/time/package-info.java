/** Time behind one seam, so that hours of waiting pass in milliseconds of test. */
@NullMarked
package io.fairlead.internal.time;

import org.jspecify.annotations.NullMarked;
