/** Quotas and limit ranges: what a namespace may hold, and what its pods and claims may ask for. */
@NullMarked
package io.fairlead.testkit.internal.quota;

import org.jspecify.annotations.NullMarked;
