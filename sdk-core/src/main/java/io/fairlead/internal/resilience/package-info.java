/**
 * The one layer of patience between the engine and the API server.
 *
 * <p>From the caller down, one behaviour a decorator:
 *
 * <pre>
 * time budget → retry → circuit → window → attempt limit → transport → API server
 * </pre>
 *
 * <p>The budget is set once a call; each retry passes the circuit and the window anew, so that a pause holds no place in the
 * window; the attempt's clock starts when the window lets it through. No thread waits anywhere: pauses are alarms of
 * {@link io.fairlead.internal.time.Pace}.
 */
@NullMarked
package io.fairlead.internal.resilience;

import org.jspecify.annotations.NullMarked;
