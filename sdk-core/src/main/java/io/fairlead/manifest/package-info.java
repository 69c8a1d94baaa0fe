/** Manifests as they are written in files: read strictly, with the place of every object. */
@NullMarked
package io.fairlead.manifest;

import org.jspecify.annotations.NullMarked;
