/**
 * The real data sets on the Hugging Face hub: what is pinned of each, where the hub's shared cache keeps it, and how it gets there whole or not at all. It must
 * not know benchmarks, items or how a file's rows are read beyond their number and columns.
 */
@NullMarked
package dev.matrix.dataset.hub;

import org.jspecify.annotations.NullMarked;
