/** What the cluster holds: objects, their history, and the rules under which they change. */
@NullMarked
package io.fairlead.testkit.internal.store;

import org.jspecify.annotations.NullMarked;
