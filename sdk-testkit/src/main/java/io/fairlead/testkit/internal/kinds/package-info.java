/** What is particular to a kind: defaults, validation, allocation. */
@NullMarked
package io.fairlead.testkit.internal.kinds;

import org.jspecify.annotations.NullMarked;
