/** A real control plane for tests, started from binaries, without containers. */
@NullMarked
package io.fairlead.testbed;

import org.jspecify.annotations.NullMarked;
