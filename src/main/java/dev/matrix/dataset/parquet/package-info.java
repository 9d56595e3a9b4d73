/**
 * Reads Parquet files row by row as JSON objects, and tells what a file holds (rows, columns) from its footer. The only room of the Parquet library and of
 * the codecs that it needs; it must not know data sets, benchmarks or the hub.
 */
@NullMarked
package dev.matrix.dataset.parquet;

import org.jspecify.annotations.NullMarked;
