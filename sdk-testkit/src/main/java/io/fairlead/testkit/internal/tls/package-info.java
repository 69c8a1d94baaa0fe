/** The server's certificate, made in memory. */
@NullMarked
package io.fairlead.testkit.internal.tls;

import org.jspecify.annotations.NullMarked;
