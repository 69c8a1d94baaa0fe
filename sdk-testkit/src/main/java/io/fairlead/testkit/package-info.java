/** The Sandbox: a cluster in the JVM, and the contract every operation must pass. */
@NullMarked
package io.fairlead.testkit;

import org.jspecify.annotations.NullMarked;
