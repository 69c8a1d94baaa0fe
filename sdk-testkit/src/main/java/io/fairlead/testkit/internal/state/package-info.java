/** The whole state of a Sandbox as YAML, out and in. */
@NullMarked
package io.fairlead.testkit.internal.state;

import org.jspecify.annotations.NullMarked;
