/**
 * What things cost: exact money, and books of prices in which every price says where it comes from and of when it is.
 *
 * <p>Pure: nothing here reads a cluster.
 */
@NullMarked
package io.fairlead.cost.price;

import org.jspecify.annotations.NullMarked;
