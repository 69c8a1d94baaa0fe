/** How patient, how long and how many at a time: the policies of talking to an API server. */
@NullMarked
package io.fairlead.policy;

import org.jspecify.annotations.NullMarked;
