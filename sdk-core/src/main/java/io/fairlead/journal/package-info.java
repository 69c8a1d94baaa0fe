/** What is kept of operations in the cluster, and what another process can make of it. */
@NullMarked
package io.fairlead.journal;

import org.jspecify.annotations.NullMarked;
