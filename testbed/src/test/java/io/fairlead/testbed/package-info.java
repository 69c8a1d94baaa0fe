/** Proves what the testbed promises, on a control plane that it starts. */
@NullMarked
package io.fairlead.testbed;

import org.jspecify.annotations.NullMarked;
