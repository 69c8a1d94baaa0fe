/** Side-by-side measurements on a real control plane: Fairlead and its peers in one run. */
@NullMarked
package io.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
