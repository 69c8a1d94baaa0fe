/** What becomes of objects by themselves: garbage collection, the end and the furnishing of namespaces, definitions. */
@NullMarked
package io.fairlead.testkit.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
