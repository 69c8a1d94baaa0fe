/** The API server's outer face: connections, requests, answers, discovery. */
@NullMarked
package io.fairlead.testkit.internal.http;

import org.jspecify.annotations.NullMarked;
