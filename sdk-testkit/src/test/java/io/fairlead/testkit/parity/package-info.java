/** The Sandbox beside the real control plane: the same requests, the answers compared field by field. */
@NullMarked
package io.fairlead.testkit.parity;

import org.jspecify.annotations.NullMarked;
