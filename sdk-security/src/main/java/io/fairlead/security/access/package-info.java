/** Who may do what, by the API server's own rules: asked, explained and compared, of a live cluster or of files. */
@NullMarked
package io.fairlead.security.access;

import org.jspecify.annotations.NullMarked;
