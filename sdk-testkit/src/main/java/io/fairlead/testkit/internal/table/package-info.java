/** The tables that {@code kubectl get} prints: which columns a kind has, and what stands in them. */
@NullMarked
package io.fairlead.testkit.internal.table;

import org.jspecify.annotations.NullMarked;
