/** Raw JSON trees: read, print, copy, compare. */
@NullMarked
package io.fairlead.testkit.internal.json;

import org.jspecify.annotations.NullMarked;
