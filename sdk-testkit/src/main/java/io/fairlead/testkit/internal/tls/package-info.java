/** Certificates: the authority of the Sandbox, the server's own, and those that are asked for. */
@NullMarked
package io.fairlead.testkit.internal.tls;

import org.jspecify.annotations.NullMarked;
