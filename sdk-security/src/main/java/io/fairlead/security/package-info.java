/** Security of a cluster: who may do what in it. */
@NullMarked
package io.fairlead.security;

import org.jspecify.annotations.NullMarked;
