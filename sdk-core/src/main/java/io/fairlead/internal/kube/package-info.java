/** The API server over the wire: requests, replies, discovery, watches; the only user of the fabric8 client. */
@NullMarked
package io.fairlead.internal.kube;

import org.jspecify.annotations.NullMarked;
