/** The doors: a {@code Cluster} reads an operation as a plan or as a run. */
@NullMarked
package io.fairlead;

import org.jspecify.annotations.NullMarked;
